import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChannelStandings } from '#data/contract/channel.ts';
import { standingOf } from '#server/intake/channels/standing.ts';
import { type RunningApp, startApp } from '../support/app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test('a wall reads how channels stand in figures alone: no reason, no unit, no device, no node', async () => {
  const standing = standingOf({
    name: 'mqtt',
    works: 'one node',
    on: ['node-1'],
    lastHeard: 5,
    perMinute: 1.26,
    refused: { '/contact/phone': 2, 'Wang Wei': 3 },
    corrected: { tst: 1 },
    lagMs: 7,
    notes: [
      { what: 'unreachable', why: 'the broker refuses PD-12' },
      { what: 'two-devices', unit: 'PD-12' as never, devices: ['jane'] },
    ],
    deadLetters: 4,
    quarantined: 1,
  });
  expect(standing).toEqual({
    name: 'mqtt',
    lastHeard: 5,
    reached: false,
    heard: 13,
    refused: 5,
    lagMs: 7,
    deadLetters: 4,
    quarantined: 1,
  });
});

test('it is for a wall of operations and for people, and not for the public', async () => {
  const ask = async (view: string) =>
    fetch(`${app.url}/api/v1/channels/standing`, {
      headers: { authorization: `Bearer ${await app.addView(view)}` },
    });
  expect((await ask('public-wall')).status).toBe(403);
  const answer = await ask('ops-wall');
  expect(answer.status).toBe(200);
  const { asOf, items } = (await answer.json()) as ChannelStandings;
  expect(asOf).toBeGreaterThan(0);
  expect(items.find(({ name }) => name === 'http')).toEqual({
    name: 'http',
    reached: true,
    heard: 0,
    refused: 0,
    deadLetters: 0,
    quarantined: 0,
  });
});
