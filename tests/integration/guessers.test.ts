import { expect, onTestFinished, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { createTestClock } from '../support/test-clock.ts';

test('a busy office behind one address is never taken for somebody who guesses; who guesses on and on is', async () => {
  // Wrong tokens are counted by the minute: none turns while we guess.
  const app = await startApp({ clock: createTestClock(Date.now()) });
  onTestFinished(() => app.stop());
  const ask = async (token: string) =>
    (await fetch(`${app.url}/api/v1/state-hash`, { headers: { authorization: `Bearer ${token}` } })).status;
  const token = await app.addView('ops-wall');
  const office = await Promise.all(Array.from({ length: 400 }, () => ask(token)));
  expect(new Set(office)).toEqual(new Set([200]));
  for (let i = 0; i < 100; i++) expect(await ask(`wf_v_guess${i}`)).toBe(401);
  expect(await ask('wf_v_guess100')).toBe(429);
});
