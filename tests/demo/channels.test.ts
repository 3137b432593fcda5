import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { liveOn } from './live-on.ts';
import { MORNING } from './world.ts';

let city: Awaited<ReturnType<typeof liveOn>>;
const folder = mkdtempSync(join(tmpdir(), 'watchfloor-channels-'));
beforeAll(async () => {
  city = await liveOn(folder, MORNING);
}, 60_000);
afterAll(async () => {
  await city.end();
  rmSync(folder, { recursive: true, force: true });
});

const cases = async () => (await city.store.incidents.list({ source: 'demo-city' }, { limit: 500 })).items;

describe('the demo city speaks through channels', () => {
  test('before anybody looks as much as ever happens, and some who reported are owed an answer; no channel has heard it', async () => {
    const owed = (await cases()).filter(({ owed }) => owed);
    expect(owed.length).toBeGreaterThan(0);
    expect(owed.every(({ exercise }) => exercise)).toBe(true);
    expect(city.channels.figures()).toMatchObject({ open311: { perMinute: 0 }, card: { perMinute: 0 } });
  });

  test('from the first look on every channel is heard, one letter is dead and one report waits, and all of it is an exercise', async () => {
    await vi.waitFor(async () => {
      await city.clock.pass(1000);
      const figures = city.channels.figures();
      // There is no broker, nobody to ask and nobody to tell.
      const heard = ['http', 'owntracks', 'traccar', 'open311', 'webhooks', 'cap', 'card'] as const;
      for (const name of heard) expect(figures[name]?.lastHeard, name).toBeDefined();
      const { items } = await city.store.letters.list({}, { limit: 10 });
      expect(items.map(({ kind, channel }) => `${kind} ${channel}`).sort()).toEqual([
        'dead webhooks',
        'quarantined card',
      ]);
      expect([...city.board().bulletins.values()].map(({ source }) => source).sort()).toEqual([
        'demo-weather-office',
        undefined,
      ]);
    }, 20_000);
    expect([...city.board().bulletins.values()].every(({ exercise }) => exercise)).toBe(true);
    const first = (voice: string) => ({ sourceRef: expect.stringMatching(`^${voice}-first-`), exercise: true });
    for (const voice of ['hotline', 'card', 'patrol'])
      expect(await cases()).toContainEqual(expect.objectContaining(first(voice)));
    expect((await city.store.drawers.list('card')).length).toBeGreaterThan(2);
    const { refused } = city.channels.figures().traccar!;
    expect(refused).toEqual({});
  });

  test('whoever reported to the hotline is told what was done, and is to be called back', async () => {
    await vi.waitFor(async () => {
      await city.clock.pass(60_000, 10_000);
      const first = (await cases()).find(({ sourceRef }) => sourceRef?.startsWith('hotline-first-'));
      expect(first?.owed?.reply?.outcome).toBe('done');
    }, 20_000);
  });
});
