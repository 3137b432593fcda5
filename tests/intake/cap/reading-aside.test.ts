import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { Bounds } from '#data/contract/place.ts';
import { createReading, type Reading } from '#server/intake/channels/cap/read/reading-aside.ts';
import { capInfo, capPolygonArea, capXml } from '../../support/cap-xml.ts';

const reach: Bounds = [101.3, 36.3, 102.2, 37.2];
const bytes = (text: string) => new TextEncoder().encode(text);

/** A comb: no two of its sides cross, and every one must be held against every other. */
function comb(teeth: number): string {
  const points = ['36.50,101.5'];
  for (let i = 0; i < teeth; i++) {
    const lat = (36.5 + (0.1 * (i + 1)) / teeth).toFixed(6);
    points.push(`${lat},${i % 2 === 0 ? '101.8' : '101.6'}`);
  }
  return [...points, '36.70,101.5', '36.50,101.5'].join(' ');
}
const large = bytes(capXml({ infos: capInfo({}, capPolygonArea(comb(5000))) }));

/** However busy the machine is. */
const PATIENT = 50_000;
let reading: Reading;
afterEach(() => reading.stop());

test('a large alert is read while everybody else is served', async () => {
  reading = createReading(reach, PATIENT);
  let served = 0;
  let isRead = false;
  const others = (async () => {
    while (!isRead) {
      await setImmediate();
      served++;
    }
  })();
  const answer = await reading.alert({ bytes: large });
  isRead = true;
  await others;
  expect(answer.ok).toBe(true);
  // Read by whoever serves, it would be one turn.
  expect(served).toBeGreaterThan(20);
});

test('what takes too long is given up, and what comes after it is read', async () => {
  reading = createReading(reach, 1);
  expect(await reading.alert({ bytes: large })).toMatchObject({
    ok: false,
    refusal: { status: 422, detail: expect.stringContaining('takes longer') as unknown },
  });
  await reading.stop();
  reading = createReading(reach, PATIENT);
  const both = await Promise.all([reading.alert({ bytes: large }), reading.alert({ bytes: bytes(capXml()) })]);
  expect(both.map(({ ok }) => ok)).toEqual([true, true]);
});

test('more than wait at once are asked to come again', async () => {
  reading = createReading(reach);
  const answers = await Promise.all(
    Array.from({ length: 34 }, () => reading.alert({ bytes: bytes(`${'<a>'.repeat(30)}${' '.repeat(9000)}`) })),
  );
  const refusals = answers.map((answer) => (answer.ok ? 0 : answer.refusal.status));
  expect(refusals.filter((status) => status === 503)).toHaveLength(2);
  expect(refusals.filter((status) => status === 400)).toHaveLength(32);
});
