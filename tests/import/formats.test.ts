import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDelimiter } from '#server/import/formats/find-delimiter.ts';
import { placeIn } from '#server/import/formats/place-in-geometry.ts';
import { rowsOf } from './rows.ts';

const unsaid = { delimiter: undefined };

describe('what stands between the columns', () => {
  test.each([
    ['a,b,c\n1,2,3', ','],
    ['a\tb\n1,5\t2,5', '\t'],
    ['wann;wo\n"2024-05-01";101,7\n', ';'],
    ['a|b\r\n1|2\r\n', '|'],
    ['"a;b",c\n"1;2",3', ','],
    ['40.1,-75.5,"x; y; z"\n40.2,-75.6,a; b; c\n40.3,-75.7,a; b', ','],
    ['title; of; the table\na,b\n1,2', ',', 1],
    ['alone\nin its line', ','],
    ['', ','],
  ])('of %j is %j', (head, delimiter, skip = 0) => {
    expect(findDelimiter(head, skip)).toBe(delimiter);
  });

  test('is found where nothing is said, and taken as said otherwise', async () => {
    const [row] = await rowsOf('a;b\n1,5;2', unsaid, ['a', 'b']);
    expect([row?.get('a'), row?.get('b')]).toEqual(['1,5', '2']);
    await expect(rowsOf('a;b\n1;2', { delimiter: ',' }, ['a'])).rejects.toThrow('there is no column "a"');
  });

  test('a long file is read to its end all the same', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => `${i}\tEdgar St`);
    const rows = await rowsOf(`n\tstreet\n${lines.join('\n')}`, unsaid, ['n']);
    expect(rows).toHaveLength(30_000);
    expect(rows.at(-1)?.get('n')).toBe('29999');
  });
});

describe('JSON lines', () => {
  const lines = { format: 'jsonl' } as const;

  test('are records by their paths, with their lines', async () => {
    const rows = await rowsOf('{"a":{"b":7}}\r\n\n{"a":{"b":null}}', lines, ['a.b']);
    expect(rows.map((row) => [row.line, row.get('a.b')])).toEqual([
      [1, '7'],
      [3, undefined],
    ]);
  });

  test('a broken line, one that is no object and one of 10 MB are broken, and good ones beside them are read', async () => {
    const long = `{"a":"${'x'.repeat(10_000_000)}"}`;
    const rows = await rowsOf(`{"a":1}\n{"a":\n7\n${long}\n{"a":5}\n`, lines, ['a']);
    expect(rows.map((row) => row.broken ?? row.get('a'))).toEqual(['1', true, true, true, '5']);
  });

  test('`__proto__` is a name like any other', async () => {
    const [row] = await rowsOf('{"__proto__":{"x":1},"a":2}', lines, ['__proto__.x', 'a']);
    expect([row?.get('__proto__.x'), row?.get('a'), row?.get('x')]).toEqual(['1', '2', undefined]);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});

describe('GeoJSON', () => {
  const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });
  const feature = (geometry: unknown, properties: unknown = { kind: 'theft' }) => ({
    type: 'Feature',
    id: 12,
    geometry,
    properties,
  });
  const geojson = { format: 'geojson' } as const;

  test('a feature is its properties, its own place and its id', async () => {
    const point = { type: 'Point', coordinates: [101.78, 36.62, 2260] };
    const [row] = await rowsOf(collection(feature(point)), geojson, ['@lon', 'kind']);
    expect(['@lon', '@lat', '@id', 'kind'].map((name) => row?.get(name))).toEqual(['101.78', '36.62', '12', 'theft']);
  });

  test('without a geometry there is no place; without properties nothing else; what is no feature is broken', async () => {
    const point = { type: 'Point', coordinates: [1, 2] };
    const rows = await rowsOf(collection(feature(null), feature(point, null), 7, { type: 'Point' }), geojson, ['@lon']);
    expect(rows.map((row) => row.broken ?? [row.get('@lon'), row.get('kind')])).toEqual([
      [undefined, 'theft'],
      ['1', undefined],
      true,
      true,
    ]);
  });

  test('a document that is no collection says so', async () => {
    await expect(rowsOf('{"type":"Feature"}', geojson)).rejects.toThrow('there is no list at "features"');
  });

  const ring = (...corners: [number, number][]) => [...corners, corners[0]!];
  const square = ring([0, 0], [4, 0], [4, 4], [0, 4]);

  test.each([
    ['a surface is a point inside it', { type: 'Polygon', coordinates: [square] }, [2, 2]],
    ['beside its hole', { type: 'Polygon', coordinates: [square, ring([1, 1], [3.5, 1], [3.5, 3], [1, 3])] }, [0.5, 2]],
    [
      'in the bend of a hook',
      { type: 'Polygon', coordinates: [ring([0, 0], [4, 0], [4, 1], [1, 1], [1, 3], [4, 3], [4, 4], [0, 4])] },
      [0.5, 2],
    ],
    [
      'of several, in the widest',
      { type: 'MultiPolygon', coordinates: [[ring([9, 9], [10, 9], [10, 10])], [square]] },
      [2, 2],
    ],
    [
      'a line is the vertex in its middle',
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [1, 1],
          [5, 5],
        ],
      },
      [1, 1],
    ],
    ['several points are the first', { type: 'MultiPoint', coordinates: [[7, 8]] }, [7, 8]],
    ['a surface without an inside is where it begins', { type: 'Polygon', coordinates: [[[3, 3]]] }, [3, 3]],
    ['nothing is nowhere', { type: 'Polygon', coordinates: [] }, null],
    ['what is no geometry is nowhere', { type: 'constructor', coordinates: [1, 2] }, null],
    ['a text is no coordinate', { type: 'Point', coordinates: ['1', '2'] }, null],
  ])('%s', (_, geometry, place) => {
    expect(placeIn(geometry)).toEqual(place);
  });

  test('whatever stands for a geometry, a place comes out or none', () => {
    const type = fc.constantFrom('Point', 'LineString', 'Polygon', 'MultiPolygon', 'GeometryCollection', 'x');
    fc.assert(
      fc.property(type, fc.jsonValue({ maxDepth: 6 }), (type, coordinates) => {
        const place = placeIn({ type, coordinates, geometries: coordinates });
        expect(place === null || place.every((number) => typeof number === 'number')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

test('every reader of text takes anything, or refuses it in one line', async () => {
  const piece = fc.oneof(
    fc.constantFrom('{"a":1}', '{', '}', '[', ']', '"', '\n', ',', '\t', '\\ud800', '"features":', '\0', '\u202e'),
    fc.string({ maxLength: 4 }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('csv', 'json', 'jsonl', 'geojson'),
      fc.array(piece, { maxLength: 40 }),
      async (format, pieces) => {
        const said = await rowsOf(pieces.join(''), { format, ...unsaid }).then(
          (rows) => rows.map((row) => row.fields().length).join(),
          (error: Error) => error.message,
        );
        expect(said).not.toContain('\n');
      },
    ),
    { numRuns: 200 },
  );
});
