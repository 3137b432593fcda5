import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAreas } from '#server/city/areas.ts';
import { createPlacing } from '#server/city/placing.ts';
import { incidentIds } from '#server/intake/incident-id.ts';
import { importCity } from '#server/import/import-city.ts';
import { importFile } from '#server/import/import-file.ts';
import { readIncidents, type ToRead } from '#server/import/read-incidents.ts';
import { IncidentMapping } from '#server/import/mapping.ts';
import { makePack, packCell } from '../support/pack.ts';
import { keptIncidents } from './kept-incidents.ts';

const pack = makePack();
const now = Date.parse('2026-11-23T12:00:00Z');
const [lon, lat] = pack.cells[0]!.anchor;

let folder: string;
let store: ReturnType<typeof keptIncidents>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watchfloor-import-'));
  store = keptIncidents();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const mapping = (over: object = {}) =>
  IncidentMapping.parse({
    source: 'old-system',
    when: { columns: 'when', format: 'yyyy-MM-dd HH:mm' },
    where: { lon: 'lon', lat: 'lat' },
    category: { column: 'kind', exact: { theft: 'public-security/theft', litter: 'city-order/litter' } },
    ...over,
  });

type Options = { mapping?: IncidentMapping; dryRun?: boolean; signal?: AbortSignal; name?: string };

function take(
  content: string | Buffer,
  { mapping: map = mapping(), dryRun = false, signal, name = 'cases.csv' }: Options = {},
) {
  writeFileSync(join(folder, name), content);
  return read(name, { mapping: map, dryRun, ...(signal && { signal }) });
}

function read(name: string, { mapping: map = mapping(), dryRun = false, signal }: Options = {}) {
  const file = join(folder, name);
  const parts = {
    log: store.log,
    incidents: store.incidents,
    records: store.records,
    read: (what: ToRead) =>
      readIncidents(what, importCity(pack, createAreas(pack), createPlacing(pack.cells)), incidentIds('test')),
    clock: { now: () => now, after: () => () => {} },
  };
  return importFile(parts, {
    file,
    mapping: map,
    dryRun,
    by: { kind: 'rule', id: 'test' },
    progress: () => {},
    signal: signal ?? new AbortController().signal,
  });
}

const table = (...lines: string[]) => ['id,when,lon,lat,kind', ...lines].join('\n');
const good = `2026-01-05 10:30,${lon},${lat},theft`;
const total = () => store.all().length;

describe('what is taken', () => {
  test('becomes a past case in its grid cell and hour', async () => {
    const report = await take(table(`7,${good}`));
    expect(report).toMatchObject({
      rows: 1,
      taken: 1,
      refused: {},
      notes: {},
      categories: { 'public-security/theft': 1 },
    });
    expect(store.all()).toMatchObject([
      {
        category: 'public-security/theft',
        priority: 2,
        cell: packCell(0, 0),
        areas: ['d0', 'd0s0', 'd0s0c0'],
        location: [lon, lat],
        source: 'old-system',
        reportedAt: Date.parse('2026-01-05T09:30:00Z'),
      },
    ]);
  });

  test('more than a few hundred go in as several facts', async () => {
    const report = await take(table(...Array.from({ length: 2500 }, (_, i) => `${i},${good}`)));
    expect(report.taken).toBe(2500);
    // And one that it has ended.
    expect(store.facts()).toBe(11);
    expect(total()).toBe(2500);
  });
});

describe('what is refused', () => {
  test('is counted by reason, with lines and without a word of what stood there', async () => {
    const secret = 'Mr Secret';
    const report = await take(
      table(`1,${good}`, `2,${secret},${lon},${lat},theft`, `3,,${lon},${lat},theft`, `4,2030-01-01 00:00,${lon},${lat},theft`, `5,2026-01-05 10:30,${lon},${lat},${secret}`,
        `6,2026-01-05 10:30,${secret},${lat},theft`, `7,2026-01-05 10:30,200,${lat},theft`, `8,2026-01-05 10:30,${lat},${lon},theft`, '9,too,short', `10,1969-01-05 10:30,${lon},${lat},theft`, `11,${good}`),
    ); // prettier-ignore
    const one = (line: number) => ({ count: 1, lines: [line] });
    expect(report).toMatchObject({ rows: 11, taken: 2 });
    expect(report.refused).toEqual({
      'unreadable-time': one(3), 'no-time': one(4), future: one(5), 'no-category': one(6), 'unreadable-place': one(7),
      'outside-the-world': one(8), 'swapped-place': one(9), columns: one(10), 'before-1970': one(11),
    }); // prettier-ignore
    expect(JSON.stringify(report)).not.toContain('Secret');
    expect(total()).toBe(2);
  });

  test('names no more than five lines of a kind', async () => {
    const report = await take(table(...Array.from({ length: 20 }, (_, i) => `${i},never,,,theft`)));
    expect(report.refused['unreadable-time']).toEqual({ count: 20, lines: [2, 3, 4, 5, 6] });
  });
});

describe('what is the same', () => {
  const keyed = { mapping: mapping({ key: ['id'] }) };

  test('rows that look alike are each a case, unless a key says otherwise', async () => {
    expect((await take(table(`1,${good}`, `1,${good}`))).taken).toBe(2);
    expect(total()).toBe(2);
  });

  test('rows with the same key are one', async () => {
    const report = await take(table(`1,${good}`, `1,${good}`, `2,${good}`, `,${good}`), keyed);
    expect(report).toMatchObject({
      taken: 2,
      refused: { duplicate: { count: 1, lines: [3] }, 'no-key': { count: 1, lines: [5] } },
    });
  });

  test('a file twice is one import', async () => {
    await take(table(`1,${good}`, `2,${good}`));
    expect(await take(table(`1,${good}`, `2,${good}`), { name: 'again.csv' })).toMatchObject({
      taken: 0,
      refused: { known: { count: 2 } },
    });
    expect(total()).toBe(2);
  });

  test('so is the same content compressed', async () => {
    const rows = table(`1,${good}`, `2,${good}`);
    await take(gzipSync(rows));
    expect(await take(rows)).toMatchObject({ taken: 0, refused: { known: { count: 2 } } });
    expect(total()).toBe(2);
  });

  test('a file that has grown brings only what is new', async () => {
    await take(table(`1,${good}`), keyed);
    expect(await take(table(`1,${good}`, `2,${good}`), keyed)).toMatchObject({
      taken: 1,
      refused: { known: { count: 1 } },
    });
    expect(total()).toBe(2);
  });

  test('a mapping that was corrected does not take the same rows in again', async () => {
    await take(table(`1,${good}`, `2,2026-01-05 10:30,${lon},${lat},loss`));
    const better = mapping({
      category: { column: 'kind', exact: { theft: 'public-security/theft', loss: 'livelihood/water-leak' } },
    });
    expect(await take(table(`1,${good}`, `2,2026-01-05 10:30,${lon},${lat},loss`), { mapping: better })).toMatchObject({
      taken: 1,
      refused: { known: { count: 1 } },
    });
    expect(total()).toBe(2);
  });

  test('an import that was broken off goes on where it was', async () => {
    const rows = table(...Array.from({ length: 5000 }, (_, i) => `${i},${good}`));
    const controller = new AbortController();
    store.afterAppend(() => controller.abort());
    const ended = await take(rows, { signal: controller.signal }).catch((error: Error) => error.message);
    const kept = total();
    expect(ended).toBe(`ended early: ${kept} cases stay taken in; the same import again goes on from there`);
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(5000);
    expect(await take(rows)).toMatchObject({ taken: 5000 - kept });
    expect(total()).toBe(5000);
  });

  test('two imports of one file at once take it in once', async () => {
    const rows = table(...Array.from({ length: 1500 }, (_, i) => `${i},${good}`));
    await Promise.all([take(rows), take(rows)]);
    expect(total()).toBe(1500);
  });
});

describe('a dry run', () => {
  test('reports the same and changes nothing', async () => {
    const rows = table(`1,${good}`, '2,never,,,theft');
    const dry = await take(rows, { dryRun: true });
    expect(store.facts()).toBe(0);
    const wet = await take(rows);
    expect({ ...wet, dryRun: true }).toEqual(dry);
  });
});

describe('what cannot be used', () => {
  test.each([
    [
      'a category that the city does not have',
      { category: { default: 'crime/heresy' } },
      'the city has no category "crime/heresy"',
    ],
    ['no category at all', { category: { column: 'kind' } }, 'the mapping names no category'],
    ['a column that is not there', { when: { columns: 'time', format: 'iso' } }, 'there is no column "time"'],
    ['a time zone that is not known', { timeZone: 'Mars/Olympus' }, 'Mars/Olympus'],
    [
      'a projection that is not understood',
      { where: { x: 'lon', y: 'lat', projection: '+proj=nonsense' } },
      'projection',
    ],
  ])('%s', async (_, over, message) => {
    await expect(take(table(`1,${good}`), { mapping: mapping(over) })).rejects.toThrow(message);
    expect(store.facts()).toBe(0);
  });

  const many = Array.from({ length: 5000 }, (_, i) => `${i},${good}`);

  test('a cut-off gzip file says so, and leaves nothing behind', async () => {
    const packed = gzipSync(table(...many));
    await expect(take(packed.subarray(0, packed.length - 20))).rejects.toThrow(
      'the gzip file is cut off: its end is missing',
    );
    expect(total()).toBe(0);
    expect(await take(packed)).toMatchObject({ taken: 5000 });
  });

  test('a damaged gzip file, or a folder in place of a file, is said as what it is', async () => {
    const packed = gzipSync(table(...many));
    packed.fill(0xff, 200, 300);
    await expect(take(packed)).rejects.toThrow('the gzip file is damaged: it cannot be unpacked');
    mkdirSync(join(folder, 'cases'));
    await expect(read('cases')).rejects.toThrow(/cases is a folder, not a file$/);
  });

  test('a quotation mark that is never closed names its line and leaves nothing behind; mended, it is all there', async () => {
    await expect(take(table(...many.with(3499, `3500,2026-01-05 10:30,${lon},${lat},"theft`)))).rejects.toThrow(
      'line 3501: a quotation mark opens',
    );
    expect(total()).toBe(0);
    expect(await take(table(...many))).toMatchObject({ taken: 5000 });
    expect(total()).toBe(5000);
  });

  test('bytes of another encoding near the end leave nothing behind', async () => {
    const content = Buffer.concat([Buffer.from(table(...many)), Buffer.from([0x0a, 0xb5, 0xc1])]);
    await expect(take(content)).rejects.toThrow('line 5002, character 1');
    expect(total()).toBe(0);
  });
});

describe('a file of anything', () => {
  test('is taken, refused line by line, or refused in one line; never broken by, never repeated', async () => {
    const marker = 'PLANTED';
    const piece = fc.oneof(
      fc.constantFrom(
        ',',
        '\n',
        '"',
        '\r\n',
        '\t',
        'when',
        'lon',
        marker,
        good,
        '2026-01-05 10:30',
        '\uFEFF',
        '\0',
        'NaN',
        '1e999',
        '-0',
        '(1,2)',
      ),
      fc.string({ maxLength: 5 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 80 }), fc.boolean(), async (pieces, header) => {
        const content = (header ? 'id,when,lon,lat,kind\n' : '') + pieces.join('');
        const said = await take(content).then(
          (report) => JSON.stringify(report),
          (error: Error) => error.message,
        );
        expect(said).not.toContain(marker);
        expect(said).not.toContain('\n');
      }),
      { numRuns: 300 },
    );
  });
});
