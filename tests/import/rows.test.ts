import { describe, expect, test } from 'vitest';
import { createWhere } from '#server/import/read-where.ts';
import { createLookUp } from '#server/import/look-up.ts';
import { Where } from '#server/import/mapping.ts';
import { rowOf, rowsOf } from './rows.ts';

describe('tables', () => {
  test('columns by name, with quotes, a byte order mark and no final newline', async () => {
    const rows = await rowsOf('\uFEFFid,place\r\n1,"(41.7, -87.5)"\r\n2,"a ""b"""');
    expect(rows.map((row) => [row.line, row.get('id'), row.get('place')])).toEqual([
      [2, '1', '(41.7, -87.5)'],
      [3, '2', 'a "b"'],
    ]);
  });

  test('columns by number where there is no header', async () => {
    const [first, second] = await rowsOf('a,b\nc,d', { header: false });
    expect([first!.get(1), second!.get(2), second!.line]).toEqual(['a', 'd', 2]);
  });

  test('a quoted line break does not move the line numbers of what follows', async () => {
    const rows = await rowsOf('id,note\n1,"two\nlines"\n2,x\n\n3,y');
    expect(rows.map(({ line }) => line)).toEqual([2, 4, 5]);
  });

  test('tabs, blanks, and what stands for nothing', async () => {
    const [row] = await rowsOf('a\tb\tc\nNA\t\tx 5" y', { delimiter: '\t' });
    expect([row!.get('a'), row!.get('b'), row!.get('c')]).toEqual([undefined, undefined, 'x 5" y']);
  });

  test('a line with too few or too many columns is marked', async () => {
    const rows = await rowsOf('a,b\n1,2\n1\n1,2,3');
    expect(rows.map(({ ragged }) => ragged === true)).toEqual([false, true, true]);
  });

  test('a column that is not there is named, but nothing of the file', async () => {
    await expect(rowsOf('a,b\n1,2', {}, ['c'])).rejects.toThrow(
      'there is no column "c" among the 2 that the first line names',
    );
    await expect(rowsOf('a,b\n1,2', { header: false }, [3])).rejects.toThrow('there is no column 3');
    await expect(rowsOf('a,b\n1,2', { header: false }, ['a'])).rejects.toThrow('there is no header');
  });

  test('an empty file has no rows', async () => {
    expect(await rowsOf('')).toEqual([]);
  });
});

describe('JSON', () => {
  test('records by path, numbers as texts, null as nothing', async () => {
    const text = JSON.stringify({ results: [{ id: 7, location: { lat: '51.5' }, outcome: null }] });
    const [row] = await rowsOf(text, { format: 'json', items: 'results' });
    expect([row!.get('id'), row!.get('location.lat'), row!.get('outcome'), row!.get('location')]).toEqual([
      '7',
      '51.5',
      undefined,
      undefined,
    ]);
  });

  test('no list, no JSON, no word of what is in it', async () => {
    await expect(rowsOf('{"a": "secret"}', { format: 'json' })).rejects.toThrow(
      'the document is not a list of records',
    );
    await expect(rowsOf('["secret"', { format: 'json' })).rejects.toThrow(/^the file is not JSON$/);
    await expect(rowsOf('{}', { format: 'json', items: '__proto__' })).rejects.toThrow('no list at');
  });
});

describe('places', () => {
  const read = (where: unknown, values: Record<string, string>) => {
    const place = createWhere(Where.parse(where))(rowOf(values));
    return place.ok ? place.value : place.refusal;
  };

  test('two columns', () => {
    expect(read({ lon: 'x', lat: 'y' }, { x: '-87.6', y: '41.8' })).toEqual([-87.6, 41.8]);
  });

  test('a pair in one column, either way round', () => {
    expect(read({ point: 'p' }, { p: '(41.747693646, -87.549035389)' })).toEqual([-87.549035389, 41.747693646]);
    expect(read({ point: 'p', order: 'lon-lat' }, { p: '-87.5 41.7' })).toEqual([-87.5, 41.7]);
    expect(read({ point: 'p' }, { p: '41.7' })).toBe('unreadable-place');
    expect(read({ point: 'p' }, { p: '(1, 2, 3)' })).toBe('unreadable-place');
  });

  test('metres of UTM zone 10', () => {
    const utm = { x: 'X', y: 'Y', projection: '+proj=utm +zone=10 +datum=NAD83 +units=m +no_defs' };
    // On the central meridian the northing is the meridian arc times 0.9996 (integrated by SciPy).
    const [lon, lat] = read(utm, { X: '500000', Y: '5450000' }) as [number, number];
    expect(lon).toBeCloseTo(-123, 9);
    expect(lat).toBeCloseTo(49.2027955676, 8);
  });

  test('nothing, and 0, 0, are no place', () => {
    expect(read({ lon: 'x', lat: 'y' }, { y: '41.8' })).toBeNull();
    expect(read({ lon: 'x', lat: 'y' }, { x: '0.0', y: '0' })).toBeNull();
  });

  test('what is no number or not on this world is refused', () => {
    expect(read({ lon: 'x', lat: 'y' }, { x: 'west', y: '41.8' })).toBe('unreadable-place');
    expect(read({ lon: 'x', lat: 'y' }, { x: '200', y: '41.8' })).toBe('outside-the-world');
  });
});

test('a value is looked up whole, then by its longest beginning, then by default', () => {
  const look = createLookUp({ exact: { 'EMS: FALL': 1 }, prefix: { 'EMS: ': 2, 'EMS: CAR': 3 }, default: 4 });
  expect(['EMS: FALL', 'EMS: BACK', 'EMS: CARDIAC', 'Fire', undefined].map(look)).toEqual([1, 2, 3, 4, 4]);
  expect(createLookUp({ exact: { a: 1 }, prefix: {} })('constructor')).toBeUndefined();
});
