import type { Readable } from 'node:stream';
import * as yauzl from 'yauzl';

/** The parts of a spreadsheet by their paths. */
export type Package = {
  /** Null where there is none. */
  read(path: string): Promise<Readable | null>;
  /** Bytes of a part once it is unpacked. */
  sizeOf(path: string): number;
  close(): void;
};

/**
 * What a file may unpack to: XML of a spreadsheet shrinks to a tenth or a twentieth, and nothing that
 * people keep to a two-hundredth. Sizes are those that the ZIP names; yauzl ends a part that is longer.
 */
const bounds = { entries: 10_000, bytes: 4 * 1024 ** 3, ratio: 200, small: 8 * 1024 * 1024 };

/** @throws {Error} in one line when it is no ZIP, or would unpack to more than a spreadsheet does. */
export async function openPackage(file: string): Promise<Package> {
  const zip = await yauzl.openPromise(file, { autoClose: false }).catch((error: unknown) => {
    throw new Error('the spreadsheet is damaged: it is no whole ZIP file', { cause: error });
  });
  try {
    const entries = new Map<string, yauzl.Entry>();
    let unpacked = 0;
    if (zip.entryCount > bounds.entries) throw tooMuch();
    for await (const entry of zip.eachEntry()) {
      const { fileName, compressedSize, uncompressedSize } = entry;
      unpacked += uncompressedSize;
      const swells = uncompressedSize > bounds.small && uncompressedSize > bounds.ratio * compressedSize;
      if (swells || unpacked > bounds.bytes) throw tooMuch();
      entries.set(fileName.toLowerCase(), entry);
    }
    const find = (path: string) => entries.get(path.toLowerCase());
    return {
      async read(path) {
        const entry = find(path);
        return entry ? await zip.openReadStreamPromise(entry) : null;
      },
      sizeOf: (path) => find(path)?.uncompressedSize ?? 0,
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

const tooMuch = () => new Error('the spreadsheet would unpack to far more than it says: it is not opened');
