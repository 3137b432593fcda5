import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { AreaId, CellId } from '#data/contract/ids.ts';
import { parseDay } from '#data/rules/civil-day.ts';
import { zoneOffset } from '#data/rules/zone.ts';
import { createAnalysis } from '#server/analysis/analysis.ts';
import { loadCityPack } from '#server/city/load.ts';
import { createAreas } from '#server/city/areas.ts';
import { createPlacing } from '#server/city/placing.ts';
import { incidentIds } from '#server/intake/incident-id.ts';
import { importCity } from '#server/import/import-city.ts';
import { importFile } from '#server/import/import-file.ts';
import { readIncidents } from '#server/import/read-incidents.ts';
import { IncidentMapping } from '#server/import/mapping.ts';
import { realClock } from '#server/real-clock.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import type { Store } from '#server/store/store.ts';

const root = join(import.meta.dirname, '../..');
const data = join(root, '../shared/data');
const real = describe.skipIf(!existsSync(data));
if (!existsSync(data)) process.stderr.write('SKIPPED: the real files of ../shared/data are not here\n');

const mappingOf = (name: string, over: object = {}) =>
  IncidentMapping.parse({ ...JSON.parse(readFileSync(join(root, `docs/import/${name}.json`), 'utf8')), ...over });

/** The values of a CSV that R wrote, by the first columns joined; the last is the count. */
function countsOfR(name: string): Record<string, number> {
  const [, ...lines] = readFileSync(join(data, 'stats', name), 'utf8')
    .trim()
    .split('\n');
  const rows = lines.map((line) => line.replaceAll('"', '').split(','));
  return Object.fromEntries(rows.map((row) => [row.slice(0, -1).join(' '), Number(row.at(-1))]));
}

let folder: string;
const stores: Store[] = [];
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'watchfloor-import-'))));
afterAll(async () => {
  for (const store of stores) await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function newStore(): Promise<Store> {
  const store = await openSqliteStore({ file: join(folder, `${stores.length}.db`), hourShift: 0 });
  stores.push(store);
  return store;
}

type Options = { store: Store; pack: CityPack; mapping: IncidentMapping; file: string; dryRun?: boolean };

function take({ store, pack, mapping, file, dryRun = false }: Options) {
  return importFile(
    {
      log: store.log,
      incidents: store.incidents,
      records: store.records,
      read: (what) =>
        readIncidents(what, importCity(pack, createAreas(pack), createPlacing(pack.cells)), incidentIds('test')),
      clock: realClock,
    },
    {
      file: join(data, 'incidents', file),
      mapping,
      dryRun,
      by: { kind: 'rule', id: 'test' },
      progress: () => {},
      signal: new AbortController().signal,
    },
  );
}

/** Counts out of the roll-ups: what `name` makes of the local time of an hour, its category and its cell. */
async function rolledUp(
  store: Store,
  zone: string,
  name: (local: Date, category: string, cell: string) => string,
): Promise<Record<string, number>> {
  const offset = zoneOffset(zone);
  const rows = await store.rollups.sum({ fromHour: 0, toHour: 1_000_000, by: ['hour', 'category', 'cell'] });
  const sums: Record<string, number> = {};
  for (const { hour = 0, category = '', cell = '', count } of rows) {
    const start = hour * 3_600_000;
    const key = name(new Date(start + offset(start)), category, cell);
    sums[key] = (sums[key] ?? 0) + count;
  }
  return sums;
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const offence = (category: string) => category.replace('crime/', '').replaceAll('-', ' ');
const yearMonth = (local: Date) => local.toISOString().slice(0, 7);

real('Houston 2010', async () => {
  const pack = await loadCityPack(join(root, 'tests/fixtures/packs/houston'));
  const kinds = pack.categories.categories.map(({ id }) => [offence(id), id]);
  const category = { column: 'offense', exact: Object.fromEntries(kinds) };
  const file = 'houston_crime_2010.csv.gz';
  const columns = [
    { columns: 'date', format: 'M/d/yyyy' },
    { columns: 'hour', format: 'H' },
  ];

  describe('by the clock on the wall, taken as it stands', () => {
    let store: Store;
    beforeAll(async () => {
      store = await newStore();
      const report = await take({
        store,
        pack,
        file,
        mapping: mappingOf('houston-2010', { category, when: columns, timeZone: 'Etc/GMT+6' }),
      });
      expect(report).toMatchObject({ rows: 86_314, taken: 86_314, refused: {} });
      expect(report.notes['no-place']?.count).toBe(5);
    });

    test('hours are those that R counted, to the last one', async () => {
      const counts = await rolledUp(
        store,
        'Etc/GMT+6',
        (local, category) => `${offence(category)} ${local.getUTCHours()}`,
      );
      expect(counts).toEqual(countsOfR('houston_by_hour_local.csv'));
    });
    test('weekdays are those that R counted', async () => {
      expect(await rolledUp(store, 'Etc/GMT+6', (local) => weekdays[local.getUTCDay()]!)).toEqual(
        countsOfR('houston_by_weekday_local.csv'),
      );
    });
    test('months are those that R counted', async () => {
      const counts = await rolledUp(
        store,
        'Etc/GMT+6',
        (local, category) => `${offence(category)} ${yearMonth(local)}`,
      );
      expect(counts).toEqual(countsOfR('houston_monthly_by_offense_localtime.csv'));
    });
  });

  describe("by the column that is UTC, in the city's time zone", () => {
    let store: Store;
    beforeAll(async () => {
      store = await newStore();
      const report = await take({ store, pack, file, mapping: mappingOf('houston-2010', { category }) });
      expect(report).toMatchObject({ rows: 86_314, taken: 86_314, refused: {} });
    });

    test('weekdays and months are those that R counted', async () => {
      expect(await rolledUp(store, 'America/Chicago', (local) => weekdays[local.getUTCDay()]!)).toEqual(
        countsOfR('houston_by_weekday_local.csv'),
      );
      const months = await rolledUp(
        store,
        'America/Chicago',
        (local, category) => `${offence(category)} ${yearMonth(local)}`,
      );
      expect(months).toEqual(countsOfR('houston_monthly_by_offense_localtime.csv'));
    });

    test('so are hours, but for nine cases of an hour that the clocks skipped', async () => {
      // 14 March 2010, 02:00: the file's own UTC column puts them before the change, at one o'clock.
      const counts = await rolledUp(
        store,
        'America/Chicago',
        (local, category) => `${offence(category)} ${local.getUTCHours()}`,
      );
      const r = countsOfR('houston_by_hour_local.csv');
      const moved = Object.keys(r).filter((key) => counts[key] !== r[key]);
      expect(moved.every((key) => / [12]$/.test(key))).toBe(true);
      const away = moved.filter((key) => key.endsWith(' 2')).reduce((sum, key) => sum + r[key]! - counts[key]!, 0);
      const to = moved.filter((key) => key.endsWith(' 1')).reduce((sum, key) => sum + counts[key]! - r[key]!, 0);
      expect([away, to]).toEqual([9, 9]);
    });

    test('the same file again is nothing new, and changes no count', async () => {
      const before = await rolledUp(store, 'UTC', () => 'all');
      const { seq } = store.log.place();
      const report = await take({ store, pack, file, mapping: mappingOf('houston-2010', { category }) });
      expect(report).toMatchObject({ taken: 0, refused: { known: { count: 86_314 } } });
      expect(store.log.place().seq).toBe(seq);
      expect(await rolledUp(store, 'UTC', () => 'all')).toEqual(before);
    });
  });

  test('local columns in the time zone of the city name the nine', async () => {
    const report = await take({
      store: await newStore(),
      pack,
      file,
      mapping: mappingOf('houston-2010', { category, when: columns }),
      dryRun: true,
    });
    expect(report.notes['skipped-hour']?.count).toBe(9);
  });
});

real('Chicago 2010 to 2019', async () => {
  const plain = await loadCityPack(join(root, 'tests/fixtures/packs/chicago'));
  /** The pack with a strip of ground for each police district: the file says which one it was. */
  const strip = (n: number): CityPack['cells'][number] => {
    const [west, east] = [-88 + n / 100, -87.99 + n / 100];
    const ring: [number, number][] = [[west, 50], [east, 50], [east, 51], [west, 51], [west, 50]]; // prettier-ignore
    return {
      ...plain.cells[0]!,
      id: `police-${n}` as CellId,
      community: plain.cells[0]!.community,
      ring,
      anchor: [(west + east) / 2, 50.5],
    };
  };
  const pack = { ...plain, cells: [...plain.cells, ...Array.from({ length: 31 }, (_, i) => strip(i + 1))] };
  const mapping = mappingOf('chicago-assaults', {
    category: { default: 'crime/aggravated-assault' },
    cell: { column: 'district', prefix: 'police-' },
  });
  const file = 'chicago_aggravated_assaults_2010_2019.csv.gz';
  let store: Store;
  beforeAll(async () => {
    store = await newStore();
    const report = await take({ store, pack, mapping, file });
    expect(report).toMatchObject({ rows: 148_636, taken: 148_636, refused: {}, notes: {} });
  });

  test('months of every police district are those that R counted, repeated rows and all', async () => {
    const counts = await rolledUp(
      store,
      'America/Chicago',
      (local, _, cell) => `${cell.replace('police-', '')} ${yearMonth(local)}`,
    );
    const r = Object.entries(countsOfR('chicago_assaults_monthly_by_district.csv')).filter(([, count]) => count > 0);
    expect(counts).toEqual(Object.fromEntries(r));
  });

  test('the table of trends is that of the file, counted by hand, over a leap day and a day of 23 hours', async () => {
    // Each police district is a district here; the last day is the one on which clocks go forward.
    const named = Array.from({ length: 31 }, (_, i) => `police-${i + 1}`);
    const areasOf = (id: string): CityPack['areas'] => [
      { id: `d-${id}` as AreaId, level: 'district', names: { en: id } },
      { id: `s-${id}` as AreaId, level: 'subdistrict', parent: `d-${id}` as AreaId, names: { en: id } },
      { id: `c-${id}` as AreaId, level: 'community', parent: `s-${id}` as AreaId, names: { en: id } },
    ];
    const cells = pack.cells
      .filter(({ id }) => named.includes(id))
      .map((cell) => ({ ...cell, community: `c-${cell.id}` as AreaId }));
    const city = { ...pack, areas: named.flatMap(areasOf), cells };
    const { log, rollups } = store;
    const clock = { now: () => Date.parse('2016-03-20T12:00Z'), after: () => () => {} };
    const analysis = await createAnalysis({
      rollups,
      log,
      clock,
      pack: city,
      areas: createAreas(city),
      hourShift: 0,
      open: () => [],
    });
    const { rows, periods } = analysis.table({}, { by: 'area', to: parseDay('2016-03-14') });
    analysis.stop();

    const spans = {
      week: ['2016-03-07 2016-03-13', '2015-03-09 2015-03-15', '2014-03-10 2014-03-16'],
      days28: ['2016-02-15 2016-03-13', '2015-02-14 2015-03-13', '2014-02-14 2014-03-13'],
      year: ['2016-01-01 2016-03-13', '2015-01-01 2015-03-14', '2014-01-01 2014-03-14'],
    };
    expect(periods.map(({ days }) => days)).toEqual([7, 28, 73]);
    const lines = gunzipSync(readFileSync(join(data, 'incidents', file)))
      .toString('utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => [line.slice(0, 10), line.trim().split(',').at(-1)!] as const)
      .filter(([day]) => day >= '2014' && day < '2016-03-14');
    const byHand = (district: string | null) =>
      Object.values(spans).map((of) =>
        of.map((span) => {
          const [from, to] = span.split(' ') as [string, string];
          return lines.filter(
            ([day, where]) => day >= from && day <= to && (district === null || `d-police-${where}` === district),
          ).length;
        }),
      );
    for (const { kind, id, cells } of rows) {
      const said = cells.map(({ now, against }) => [now, ...against.map((each) => 'before' in each && each.before)]);
      expect(said, id).toEqual(byHand(kind === 'total' ? null : id));
    }
    expect(rows.filter(({ kind }) => kind === 'area')).toHaveLength(31);
    // Assaults in Chicago stood above the year before by then, and not by chance.
    const year = rows[0]!.cells[2]!.against[0]!;
    expect(year).toMatchObject({ verdict: 'higher' });
  });
});

real('every file loads into the city that the product starts with', async () => {
  const pack = await loadCityPack(join(root, 'data/city/xining'));

  test.each([
    ['montgomery-911', 'montgomery_911_calls_extract.csv', 3051, { 'off-map': 3051 }],
    ['houston-2010', 'houston_crime_2010.csv.gz', 86_314, { 'off-map': 86_309, 'no-place': 5 }],
    [
      'chicago-assaults',
      'chicago_aggravated_assaults_2010_2019.csv.gz',
      148_636,
      { 'off-map': 148_636, 'repeated-hour': 43 },
    ],
    ['chicago-crimes-2015', 'chicago_crimes_10k_2015.csv', 9999, { 'off-map': 9837, 'no-place': 162 }],
    [
      'charlottesville',
      'charlottesville_crime.csv.gz',
      29_475,
      { 'off-map': 29_422, 'no-place': 53, 'skipped-hour': 1, 'repeated-hour': 8 },
    ],
    ['nyc-vehicle-thefts', 'nyc_vehicle_thefts.csv.gz', 35_746, { 'off-map': 35_746, 'repeated-hour': 20 }],
    [
      'vancouver-2020',
      'vancouver_crimes_2020.zip',
      37_512,
      { 'off-map': 33_761, 'no-place': 3751, 'skipped-hour': 2, 'repeated-hour': 7 },
    ],
    ['lancashire-asb-2022', 'lancashire_asb_2022.tab.gz', 56_434, { 'off-map': 56_434 }],
    ['police-uk-api', 'police_uk_api_london_2014-08.json', 374, { 'off-map': 374 }],
  ])('%s', async (name, file, rows, notes) => {
    const report = await take({ store: await newStore(), pack, mapping: mappingOf(name), file, dryRun: true });
    expect(report).toMatchObject({ rows, taken: rows, refused: {} });
    const counts = Object.entries(report.notes).map(([note, { count }]) => [note, count]);
    expect(Object.fromEntries(counts)).toEqual(notes);
  });
});
