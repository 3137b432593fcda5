import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { TrackMapping } from '#server/import/mapping.ts';
import { readNmea } from '#server/import/tracks/nmea.ts';
import { readTrack } from '#server/import/tracks/read-track.ts';
import type { TimedFix } from '#server/import/tracks/timed-fix.ts';

const root = join(import.meta.dirname, '../..');
const data = join(root, '../shared/data/tracks');
const real = describe.skipIf(!existsSync(data));
if (!existsSync(data)) process.stderr.write('SKIPPED: the tracks of ../shared/data are not here\n');

const example = (name: string) =>
  TrackMapping.parse(JSON.parse(readFileSync(join(root, `docs/import/track-${name}.json`), 'utf8')));

async function read(bytes: Readable, mapping: TrackMapping, name = 'file') {
  const fixes: TimedFix[] = [];
  const refused: Record<string, number> = {};
  for await (const fix of readTrack(bytes, mapping, name, 'Asia/Shanghai')) {
    if (fix.ok) fixes.push(fix.value);
    else refused[fix.refusal] = (refused[fix.refusal] ?? 0) + 1;
  }
  return { fixes, refused };
}

describe('NMEA', () => {
  // The worked example of NMEA 0183's RMC: 22.4 knots on course 84.4 degrees at 48 07.038 N, 11 31.000 E.
  const sentence = '$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6A';

  test('an RMC sentence has time, place, speed and course', () => {
    const fix = readNmea(sentence);
    if (fix === null || typeof fix === 'string') throw new Error(String(fix));
    // Two digits of a year: taken for this century.
    expect(fix.at).toBe(Date.UTC(2094, 2, 23, 12, 35, 19));
    expect(fix.lat).toBeCloseTo(48.1173, 10);
    expect(fix.lon).toBeCloseTo(11 + 31 / 60, 10);
    expect(fix.speed).toBeCloseTo(11.5236, 4);
    expect(fix.heading).toBe(84.4);
  });

  test('south and west are negative', () => {
    const body = 'GPRMC,123519,A,3351.000,S,15112.000,W,,,230394,,';
    const sum = [...body].reduce((x, c) => x ^ c.charCodeAt(0), 0).toString(16).toUpperCase().padStart(2, '0'); // prettier-ignore
    expect(readNmea(`$${body}*${sum}`)).toEqual({ at: Date.UTC(2094, 2, 23, 12, 35, 19), lat: -33.85, lon: -151.2 });
  });

  test('a wrong checksum is not trusted, other sentences say nothing, and no fix is no fix', () => {
    expect(readNmea(sentence.replace('4807', '4808'))).toBe('unreadable');
    expect(readNmea(sentence.slice(0, -3))).toBe('unreadable');
    expect(readNmea('$GPGGA,,,,,,,,,,M,,M,,*56')).toBeNull();
    expect(readNmea('$GPRMC,225652.01,V,,,,,,,100316,,,N*7D')).toBe('no-fix');
  });
});

describe('OwnTracks', () => {
  const line = (message: object) => `2015-08-24T08:09:59Z\t*                 \t${JSON.stringify(message)}\n`;
  const location = { _type: 'location', tst: 1440403798, lat: 51.26, lon: 12.71, vel: 36, cog: 118, acc: 5, batt: 88 };

  test('km/h become m/s, -1 becomes nothing, other messages are passed over', async () => {
    const text = [
      line(location),
      line({ ...location, vel: -1, cog: -1 }),
      line({ _type: 'lwt', tst: '1' }),
      line({ _type: 'location' }),
      '2015\t*\tnot json\n',
      '\n',
    ];
    const { fixes, refused } = await read(
      Readable.from(text),
      TrackMapping.parse({ kind: 'track', source: 'phones', format: 'owntracks' }),
      'iphone',
    );
    expect(fixes).toEqual([
      { unit: 'iphone', at: 1440403798000, lat: 51.26, lon: 12.71, accuracy: 5, speed: 10, heading: 118, battery: 88 },
      { unit: 'iphone', at: 1440403798000, lat: 51.26, lon: 12.71, accuracy: 5, battery: 88 },
    ]);
    expect(refused).toEqual({ unreadable: 2 });
  });
});

describe('columns', () => {
  const mapping = TrackMapping.parse({
    kind: 'track',
    source: 'buses',
    unit: { column: 'bus', prefix: 'bus-' },
    when: { columns: 't', format: 'yyyy-MM-dd HH:mm:ss' },
    where: { lon: 'x', lat: 'y' },
    heading: 'h',
    speed: 'kmh',
    speedFactor: 1 / 3.6,
  });

  test('a row is a fix; a bearing that is missing or NaN is none', async () => {
    const text =
      'bus,t,x,y,h,kmh\n7,2026-01-26 08:00:00,101.7,36.6,90,36\n7,2026-01-26 08:01:00,101.7,36.6,NaN,\n,2026-01-26 08:01:00,1,1,,\n7,soon,1,1,,\n7,2026-01-26 08:01:00,,,,\n';
    const { fixes, refused } = await read(Readable.from([text]), mapping);
    expect(fixes).toEqual([
      { unit: 'bus-7', at: Date.parse('2026-01-26T00:00:00Z'), lon: 101.7, lat: 36.6, heading: 90, speed: 10 },
      { unit: 'bus-7', at: Date.parse('2026-01-26T00:01:00Z'), lon: 101.7, lat: 36.6 },
    ]);
    expect(refused).toEqual({ 'no-unit': 1, 'unreadable-time': 1, 'no-place': 1 });
  });

  test('without time and place there is nothing to read', async () => {
    await expect(read(Readable.from(['a\n1']), TrackMapping.parse({ kind: 'track', source: 'x' }))).rejects.toThrow(
      'needs "when" and "where"',
    );
  });
});

real('the tracks that were recorded', () => {
  test.each([
    ['cabspotting', 'cabspotting/new_abboip.txt', 23_495, {}, ['new_abboip']],
    ['cabspotting', 'cabspotting/new_aiwalb.txt', 21_241, {}, ['new_aiwalb']],
    ['geolife', 'geolife_small.csv', 5908, {}, ['geolife-1', 'geolife-2', 'geolife-3', 'geolife-4', 'geolife-5']],
    [
      'route14',
      'route14_outbound.csv',
      1533,
      {},
      ['bus-4716', 'bus-4720', 'bus-4722', 'bus-4733', 'bus-4803', 'bus-4836', 'bus-4841', 'bus-4842'],
    ],
    ['nmea', 'nmea/TrimbleR1_20160310-165531.txt', 316, { 'no-fix': 76 }, ['TrimbleR1_20160310-165531']],
    ['owntracks', 'owntracks/demo-iphone.rec', 23, {}, ['demo-iphone']],
  ])('%s: %s', async (name, file, count, none, units) => {
    const path = join(data, file);
    const { fixes, refused } = await read(createReadStream(path), example(name), basename(path, extname(path)));
    expect(fixes.length).toBe(count);
    expect(refused).toEqual(none);
    expect([...new Set(fixes.map(({ unit }) => unit))].toSorted()).toEqual(units);
    expect(
      fixes.every(
        ({ lon, lat, at }) => Number.isFinite(lon) && Math.abs(lat) < 60 && at > Date.UTC(2008) && at < Date.UTC(2027),
      ),
    ).toBe(true);
  });
});
