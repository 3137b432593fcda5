import type { SourceName, UnitId } from '#data/contract/ids.ts';
import type { TrackFix } from '../store/store.ts';

/** What was heard of one source: that it reports, and where its units are. A fix without a place says that the unit is there; with a speed below 0, that it has left. */
export type HeardGroup = { source: SourceName; exercise: boolean; reports: boolean; fixes: readonly TrackFix[] };

/** Of one process. At most 65,535 fixes a group: no request brings as many. */
export type HeardPacket = { from: string; groups: HeardGroup[] };

const VERSION = 1;
/** at, lon and lat as f64, speed and heading as f32. */
const FIX_BYTES = 32;

/**
 * Little-endian: u8 version; from; then groups: u8 flags (1 exercise, 2 reports), source, u16 number of fixes, and of each the
 * unit, f64 at, lon, lat, f32 speed, heading. A text is u8 length and UTF-8.
 */
export function encodeHeard({ from, groups }: HeardPacket): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(VERSION), text(from)];
  for (const { source, exercise, reports, fixes } of groups) {
    parts.push(Uint8Array.of((exercise ? 1 : 0) | (reports ? 2 : 0)), text(source));
    const count = Buffer.alloc(2);
    count.writeUInt16LE(fixes.length);
    parts.push(count);
    for (const { unit, at, lon, lat, speed, heading } of fixes) {
      const fix = Buffer.alloc(FIX_BYTES);
      [at, lon, lat].forEach((value, i) => fix.writeDoubleLE(value, 8 * i));
      fix.writeFloatLE(speed, 24);
      fix.writeFloatLE(heading, 28);
      parts.push(text(unit), fix);
    }
  }
  return Buffer.concat(parts);
}

/** Null where it is of another version, or cut. */
export function decodeHeard(bytes: Uint8Array): HeardPacket | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const readText = () => {
    const length = buffer.readUInt8(at);
    if (at + 1 + length > buffer.length) throw new RangeError('cut');
    at += 1 + length;
    return buffer.toString('utf8', at - length, at);
  };
  try {
    if (buffer.readUInt8(at++) !== VERSION) return null;
    const packet: HeardPacket = { from: readText(), groups: [] };
    while (at < buffer.length) {
      const flags = buffer.readUInt8(at++);
      const source = readText() as SourceName;
      const fixes: TrackFix[] = [];
      const count = buffer.readUInt16LE(at);
      at += 2;
      for (let i = 0; i < count; i++) {
        const unit = readText() as UnitId;
        fixes.push({
          unit,
          at: buffer.readDoubleLE(at),
          lon: buffer.readDoubleLE(at + 8),
          lat: buffer.readDoubleLE(at + 16),
          speed: buffer.readFloatLE(at + 24),
          heading: buffer.readFloatLE(at + 28),
        });
        at += FIX_BYTES;
      }
      packet.groups.push({ source, exercise: (flags & 1) !== 0, reports: (flags & 2) !== 0, fixes });
    }
    return packet;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function text(value: string): Uint8Array {
  const bytes = Buffer.from(value);
  return Buffer.concat([Uint8Array.of(bytes.length), bytes]);
}
