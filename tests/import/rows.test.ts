import { describe, expect, test } from 'vitest';
import { createWhere } from '#server/import/place/read-where.ts';
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

  test('neither a quoted line break nor a blank line moves the line numbers of what follows', async () => {
    const rows = await rowsOf('id,note\n1,"two\nlines"\n2,x\n\n3,y');
    expect(rows.map(({ line }) => line)).toEqual([2, 4, 6]);
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

  test('a name that two columns bear is an error, unless nobody asks for it', async () => {
    await expect(rowsOf('id,t,t\n1,2,3', {}, ['t'])).rejects.toThrow('names "t" more than once');
    const [row] = await rowsOf('id,t,t\n1,2,3', {}, ['id', 3]);
    expect([row!.get('id'), row!.get(3)]).toEqual(['1', '3']);
  });

  test('a comma at the end of a line is no column; a word behind it is', async () => {
    const rows = await rowsOf('a,b\n1,2,\n1,2,,\n1,2,,x');
    expect(rows.map(({ ragged }) => ragged === true)).toEqual([false, false, true]);
  });

  test('lines before the table are skipped when they are said to be', async () => {
    const [row] = await rowsOf('Cases of the year,,\n\na,b\n1,2', { skip: 1 }, ['b']);
    expect([row!.get('b'), row!.line]).toEqual(['2', 4]);
    await expect(rowsOf('Cases of the year,,\na,b\n1,2', {}, ['b'])).rejects.toThrow('can be skipped with "skip"');
  });

  test('a quotation mark that is never closed is an error of the line where it opens', async () => {
    await expect(rowsOf('a,b\n1,2\n\n3,"four\n5,6\n7,8')).rejects.toThrow('line 4: a quotation mark opens');
    const long = `a,b\n1,"${'x,y\n'.repeat(400_000)}`;
    await expect(rowsOf(long)).rejects.toThrow('line 2: a quotation mark opens');
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

  test('a path that no record has is an error; one that some have is not', async () => {
    const format = { format: 'json' } as const;
    await expect(rowsOf('[{"t":1},{"t":2}]', format, ['t', 'place.lon'])).rejects.toThrow(
      'there is no "place.lon" in any of the 2 records',
    );
    expect(await rowsOf('[{"t":1},{"t":2,"place":{"lon":null}}]', format, ['t', 'place.lon'])).toHaveLength(2);
    expect(await rowsOf('[]', format, ['t'])).toEqual([]);
  });

  test('no list, no JSON, no word of what is in it', async () => {
    await expect(rowsOf('{"a": "secret"}', { format: 'json' })).rejects.toThrow(
      'the document is not a list of records',
    );
    await expect(rowsOf('["secret"', { format: 'json' })).rejects.toThrow(/^the file is not JSON$/);
    await expect(rowsOf('{}', { format: 'json', items: '__proto__' })).rejects.toThrow('no list at');
    await expect(rowsOf('[{}] secret', { format: 'json' })).rejects.toThrow(/^the file is not JSON$/);
    await expect(rowsOf('', { format: 'json' })).rejects.toThrow(/^the file is not JSON$/);
    await expect(rowsOf('"secret"', { format: 'json' })).rejects.toThrow('the document is not a list of records');
  });
});

describe('places', () => {
  const read = (where: unknown, values: Record<string, string>, decimal: '.' | ',' = '.') => {
    const place = createWhere(Where.parse(where), decimal)(rowOf(values));
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

  test('a decimal comma, where the mapping says so', () => {
    const where = { lon: 'x', lat: 'y' };
    expect(read(where, { x: '101,7781', y: '36,6171' }, ',')).toEqual([101.7781, 36.6171]);
    expect(read({ point: 'p' }, { p: '36,6171; 101,7781' }, ',')).toEqual([101.7781, 36.6171]);
    expect(read(where, { x: '101,7781', y: '36,6171' })).toBe('unreadable-place');
  });

  test.each(['-0x7A', '0b11', '-122.4°', '−122.4', '1_000', 'Infinity', '1 0'])('%s is no number', (x) => {
    expect(read({ lon: 'x', lat: 'y' }, { x, y: '37' })).toBe('unreadable-place');
  });

  test('axes that only make sense the other way round are said to be swapped', () => {
    expect(read({ lon: 'x', lat: 'y' }, { x: '37.77', y: '-122.4' })).toBe('swapped-place');
    expect(read({ lon: 'x', lat: 'y' }, { x: '-222.4', y: '37.77' })).toBe('outside-the-world');
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
