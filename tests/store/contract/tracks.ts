import { describe, expect, test } from 'vitest';
import type { UnitId } from '#data/contract/ids.ts';
import type { Store, TrackFix } from '#server/store/store.ts';
import { HOUR, MONDAY } from '../../support/store-facts.ts';
import type { MakeBench } from './contract.ts';

const fix = (unit: string, at: number, more: Partial<TrackFix> = {}): TrackFix => ({
  unit: unit as UnitId,
  at: MONDAY + at,
  lon: 101.778,
  lat: 36.617,
  speed: 8.5,
  heading: 270,
  ...more,
});

export function describeTracks(make: MakeBench): void {
  describe('the tracks', () => {
    test('give back fixes to a centimetre, unknown speed and heading as unknown', async () => {
      const { store } = await make();
      const edge = fix('u', 1, { lon: -179.9999999, lat: -89.9999999, speed: NaN, heading: NaN });
      await store.tracks.keep([edge, fix('车 1', 2, { heading: 359.99 })]);
      const [one, two] = await store.tracks.read(MONDAY, MONDAY + 10);
      expect(one).toMatchObject({ unit: 'u', at: MONDAY + 1, speed: NaN, heading: NaN });
      expect(one!.lon).toBeCloseTo(edge.lon, 6);
      expect(one!.lat).toBeCloseTo(edge.lat, 6);
      expect(two).toMatchObject({ unit: '车 1', speed: 8.5, heading: 359.99 });
    });

    test('are read between two moments, oldest first, without the last', async () => {
      const { store } = await make();
      await store.tracks.keep([fix('u', 30), fix('u', 10)]);
      await store.tracks.keep([fix('v', 20), fix('v', 40)]);
      expect(times(await store.tracks.read(MONDAY + 10, MONDAY + 30))).toEqual([10, 20]);
    });

    test('hold once what was kept twice, and apart what differs in anything', async () => {
      const { store } = await make();
      const both = [fix('u', 10), fix('v', 10), fix('u', 10, { lon: 101.779 })];
      await store.tracks.keep([...both, fix('u', 20)]);
      await store.tracks.keep([fix('u', 20), ...both]);
      const read = await store.tracks.read(MONDAY, Infinity);
      expect(read.map(({ unit, at, lon }) => `${unit} ${at - MONDAY} ${lon.toFixed(3)}`).sort()).toEqual(
        ['u 10 101.778', 'u 10 101.779', 'u 20 101.778', 'v 10 101.778'].sort(),
      );
    });

    test('are read without an end, and from half a millisecond on', async () => {
      const { store } = await make();
      await store.tracks.keep([fix('u', 30), fix('u', 10)]);
      expect(times(await store.tracks.read(MONDAY + 10.5, Infinity))).toEqual([30]);
      expect(times(await store.tracks.read(-1, Number.MAX_SAFE_INTEGER))).toEqual([10, 30]);
    });

    test('know the newest fix of every unit, also when an older one came later', async () => {
      const { store } = await make();
      await store.tracks.keep([fix('u', 1), fix('v', 7)]);
      await store.tracks.keep([fix('u', 5), fix('v', 2)]);
      expect(await latest(store)).toEqual(['u 5', 'v 7']);
    });

    test('know it after hundreds of batches and another start', async () => {
      const { store, reopen } = await make();
      for (let i = 0; i < 130; i++) await store.tracks.keep([fix('u', i), fix(`w${i}`, i)]);
      const now = reopen ? await reopen() : store;
      const units = await now.tracks.latest();
      expect(units).toHaveLength(131);
      expect(units.find(({ unit }) => unit === 'u')!.at).toBe(MONDAY + 129);
    });

    test('forget what is older than asked for, everywhere, and say how much', async () => {
      const { store } = await make();
      await store.tracks.keep([fix('gone', 1), fix('u', 2)]);
      await store.tracks.keep([fix('u', 3), fix('u', 9)]);
      expect(await store.tracks.deleteBefore(MONDAY + 5)).toBe(3);
      expect(times(await store.tracks.read(0, MONDAY + 100))).toEqual([9]);
      expect(await latest(store)).toEqual(['u 9']);
      await store.tracks.keep([fix('u', 11)]);
      expect(await latest(store)).toEqual(['u 11']);
    });

    test('forget many days, also with months between them, and one in the midst of a day', async () => {
      const { store } = await make();
      const DAY = 24 * HOUR;
      const days = [0, 1, 2, 30, 31, 200];
      for (const day of days) await store.tracks.keep([fix('u', day * DAY), fix('v', day * DAY + HOUR)]);
      expect(await store.tracks.deleteBefore(MONDAY + 31 * DAY + 1)).toBe(9);
      expect(times(await store.tracks.read(0, MONDAY + 300 * DAY))).toEqual([
        31 * DAY + HOUR,
        200 * DAY,
        200 * DAY + HOUR,
      ]);
      expect(await store.tracks.deleteBefore(MONDAY + 300 * DAY)).toBe(3);
      expect(await store.tracks.latest()).toEqual([]);
    });

    test('take a batch of nothing', async () => {
      const { store } = await make();
      await store.tracks.keep([]);
      expect(await store.tracks.latest()).toEqual([]);
    });
  });
}

const times = (fixes: readonly TrackFix[]) => fixes.map(({ at }) => at - MONDAY);
const latest = async (store: Store) =>
  (await store.tracks.latest()).map(({ unit, at }) => `${unit} ${at - MONDAY}`).sort();
