import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { channelNames } from '#data/contract/channel.ts';
import { callBackOwed } from '#data/rules/reply-loop.ts';
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

const reported = async (source: string) => (await city.store.incidents.list({ source }, { limit: 500 })).items;

describe('the demo city speaks through channels', () => {
  test('before anybody looks: cases of the hotline are answered and call-backs are due, cards hang and are read', async () => {
    const hotline = await reported('demo-hotline');
    expect(hotline.length).toBeGreaterThan(10);
    expect(hotline.every(({ owed, exercise }) => exercise && owed?.callable)).toBe(true);
    expect(hotline.some(({ state, owed }) => state === 'closed' && owed?.reply?.outcome === 'done')).toBe(true);
    expect(hotline.some(callBackOwed)).toBe(true);
    const cards = (await city.store.drawers.list('card')).length;
    expect(cards).toBeGreaterThan(2);
    const byCard = await reported('card');
    expect(byCard.length).toBeGreaterThan(5);
    expect(byCard.every(({ exercise, owed }) => exercise && owed !== undefined)).toBe(true);
    expect(city.channels.figures()).toMatchObject({ open311: { perMinute: 0 }, card: { perMinute: 0 } });
  });

  test('from the first look on every channel is heard, one letter is dead and one report waits, and all of it is an exercise', async () => {
    await vi.waitFor(async () => {
      await city.clock.pass(1000);
      const figures = city.channels.figures();
      for (const name of channelNames) if (name !== 'mqtt') expect(figures[name]?.lastHeard, name).toBeDefined();
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
    const agency = await reported('demo-street-patrol');
    expect(agency).toMatchObject([{ exercise: true, cell: expect.any(String) }]);
    const { refused } = city.channels.figures().traccar!;
    expect(refused).toEqual({});
  });
});
