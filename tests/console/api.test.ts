import { expect, test } from 'vitest';
import { createApi } from '#client/session/api.ts';

/** A line that answers, or not, as told; and what was sent over it. */
function line(...answers: (number | 'none')[]) {
  const keys: (string | null)[] = [];
  let n = 0;
  const fetch = (async (_url: string, init: RequestInit) => {
    keys.push(new Headers(init.headers).get('idempotency-key'));
    const answer = answers.shift() ?? 200;
    if (answer === 'none') throw new TypeError('failed to fetch');
    return new Response(JSON.stringify({ title: 'x', status: answer }), { status: answer });
  }) as typeof globalThis.fetch;
  return { keys, api: createApi({ fetch, newKey: () => `key-${++n}` }) };
}
const note = { text: 'called back' };

test.each(['none', 502, 504] as const)('what got no answer (%s) is asked again under the same key', async (lost) => {
  const { keys, api } = line(lost, lost, 200, 200);
  for (let i = 0; i < 4; i++) await api.command('incidents', 'i1', 'note', note);
  // Answered at the third time: the fourth is another note with the same words.
  expect(keys).toEqual(['key-1', 'key-1', 'key-1', 'key-2']);
});

test('what was refused is another request when it is asked again, and so is what says something else', async () => {
  const { keys, api } = line(409, 200, 'none', 200);
  await api.command('incidents', 'i1', 'note', note);
  await api.command('incidents', 'i1', 'note', note);
  await api.command('incidents', 'i1', 'note', note);
  await api.command('incidents', 'i1', 'note', { text: 'nobody at home' });
  expect(keys).toEqual(['key-1', 'key-2', 'key-3', 'key-4']);
});
