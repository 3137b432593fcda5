import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decode, Encoding } from '#server/import/formats/decode.ts';
import { caseMapping, takeCase } from './cases.ts';

/** The bytes in portions of `size`, as a file system might hand them out. */
const decoded = (bytes: Buffer, encoding?: Encoding, size = 3) =>
  text(decode(Readable.from(portions(bytes, size)), encoding));

function portions(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

const categories = async (file: string, map: string, over: object = {}) =>
  (await takeCase(file, caseMapping(map, over))).taken.map(({ category }) => category);

describe('a text in any encoding', () => {
  test('is the same text, however its bytes come in', async () => {
    const character = fc.oneof(
      fc.constantFrom('尊', '开', '\n', '€', '😀', '䶮', ','),
      fc.string({ unit: 'grapheme' }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(character, { minLength: 1 }).map((parts) => parts.join('').replaceAll(/[\uFEFF\uFFFD\uE5E5]/g, '')),
        fc.constantFrom(...Encoding.options),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        async (content, encoding, size, addBOM) => {
          const bytes = iconv.encode((addBOM ? '\uFEFF' : '') + content, encoding);
          expect(await decoded(bytes, encoding, size)).toBe(content);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('is recognised by its byte order mark', async () => {
    for (const encoding of Encoding.options)
      expect(await decoded(iconv.encode('\uFEFF编号,时间', encoding))).toBe('编号,时间');
    expect(await decoded(Buffer.alloc(0))).toBe('');
    expect(await decoded(Buffer.from('a'))).toBe('a');
  });

  test('that begins with the mark of another one than the mapping says is not read', async () => {
    await expect(decoded(iconv.encode('编号', 'utf16le', { addBOM: true }), 'gb18030')).rejects.toThrow(
      'the file begins with the mark of utf-16le, but the mapping says that it is gb18030',
    );
  });
});

describe('bytes that are not of the encoding are an error with its place', () => {
  const bytes = (...parts: (string | number[])[]) =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

  test.each<[string, Encoding | undefined, Buffer, string]>([
    ['GB18030 read as UTF-8', undefined, bytes('id\n好,', [0xb5, 0xc1]), 'line 2, character 3: bytes that are not UTF-8; say'],
    ['cut off in a character', 'utf-8', bytes('id\n', [0xe5, 0xa5]), 'line 2, character 1: bytes that are not UTF-8'],
    ['UTF-8 read as GB18030', 'gb18030', bytes('id\n1,盗窃\n2,好,'), 'bytes that are not GB18030'],
    ['GB18030 cut off', 'gb18030', bytes('id\nab', [0xb5]), 'line 2, character 3: bytes that are not GB18030'],
    ['half a character of UTF-16', 'utf-16le', bytes([0x61, 0, 0x0a, 0, 0x62, 0, 0x3d]), 'line 2, character 2: bytes that are not UTF-16LE'],
    ['half a pair of UTF-16', 'utf-16be', bytes([0, 0x61, 0xd8, 0x3d, 0, 0x62]), 'line 1, character 2: bytes that are not UTF-16BE'],
    ['half a pair at the end', 'utf-16le', bytes([0x61, 0, 0x3d, 0xd8]), 'line 1, character 2: bytes that are not UTF-16LE'],
  ])('%s', async (_, encoding, content, message) => {
    await expect(decoded(content, encoding)).rejects.toThrow(message);
  }); // prettier-ignore

  test('but a mark of unreadable text that a file honestly holds in UTF-8 is a character like others', async () => {
    expect(await decoded(Buffer.from('a\uFFFDb\uFFFD'))).toBe('a\uFFFDb\uFFFD');
    await expect(decoded(bytes('a\uFFFDb', [0xff]))).rejects.toThrow('line 1, character 4');
  });
});

describe('files of Chinese offices', () => {
  const kinds = ['city-order/noise', 'service/assistance', 'city-order/noise', 'public-security/theft'];

  test('UTF-16 with characters whose low byte is a line feed', async () => {
    const mapping = caseMapping('utf16-zun.map.json');
    expect((await takeCase('utf16-zun.csv', mapping)).taken.map(({ category }) => category)).toEqual(kinds);
    expect((await takeCase('utf8-zun.csv', mapping)).taken.map(({ category }) => category)).toEqual(kinds);
  });

  test('GB18030 by the names of its columns, and by their numbers', async () => {
    const right = ['city-order/noise', 'public-security/theft'];
    expect(await categories('gbk.csv', 'gbk.map.json', { encoding: 'gb18030' })).toEqual(right);
    expect(await categories('gbk-numbers.csv', 'gbk-numbers.map.json', { encoding: 'gb18030' })).toEqual(right);
  });

  test('GB18030 under a header of ASCII keeps its categories', async () => {
    expect(await categories('import-gb18030-ascii-header.csv', 'map-zh-ascii.json', { encoding: 'gb18030' })).toEqual([
      'public-security/theft',
      'public-security/robbery',
      'public-security/assault',
      'public-security/theft',
    ]);
  });

  test('GB18030 in the columns of the key keeps every record', async () => {
    const { taken } = await takeCase('import-gb18030-key.csv', caseMapping('map-zh-key.json', { encoding: 'gb18030' }));
    expect(taken.map(({ sourceRef }) => sourceRef)).toEqual(['东关', '西关', '南关', '北关']);
  });

  test.each([
    ['gbk.csv', 'gbk.map.json', 1],
    ['gbk-numbers.csv', 'gbk-numbers.map.json', 1],
    ['import-gb18030-ascii-header.csv', 'map-zh-ascii.json', 2],
    ['import-gb18030-key.csv', 'map-zh-key.json', 2],
  ])('without "encoding", %s is an error and brings nothing', async (file, map, line) => {
    await expect(takeCase(file, caseMapping(map))).rejects.toThrow(
      new RegExp(
        `^line ${line}, character \\d+: bytes that are not UTF-8; say what it is with "encoding" in the mapping$`,
      ),
    );
  });
});
