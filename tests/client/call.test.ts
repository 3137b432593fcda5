import { expect, test } from 'vitest';
import { keepPhoto } from '#data/contract/routes/duty.ts';
import { commandIncident, listIncidents, recommendUnits } from '#data/contract/routes/incidents.ts';
import { readWays, signOut } from '#data/contract/routes/session.ts';
import { createCall } from '#client/call/call.ts';
import { createExchange } from '#client/call/exchange.ts';
import { createLightCall } from '#client/call/light.ts';

/** A line that answers, or not, as told; and what was sent over it. */
function line(...answers: (number | 'none' | Response)[]) {
  const sent: { url: string; init: RequestInit; key: string | null }[] = [];
  let n = 0;
  const fetch = (async (url: string, init: RequestInit) => {
    sent.push({ url, init, key: new Headers(init.headers).get('idempotency-key') });
    const answer = answers.shift() ?? 200;
    if (answer === 'none') throw new TypeError('failed to fetch');
    if (typeof answer !== 'number') return answer;
    const body = answer === 200 ? { seq: 1, id: 'i1' } : { title: 'x', status: answer };
    return new Response(JSON.stringify(body), { status: answer });
  }) as typeof globalThis.fetch;
  const exchange = createExchange({ fetch, newKey: () => `key-${++n}` });
  const call = createCall(exchange);
  const note = (text = 'called back') =>
    call(commandIncident, { params: { id: 'i1', command: 'note' }, body: { text } });
  return { sent, keys: () => sent.map(({ key }) => key), call, note, light: createLightCall(exchange) };
}

test.each(['none', 502, 504] as const)('what got no answer (%s) is asked again under the same key', async (lost) => {
  const { keys, note } = line(lost, lost, 200, 200);
  for (let i = 0; i < 4; i++) await note();
  // Answered at the third time: the fourth is another note with the same words.
  expect(keys()).toEqual(['key-1', 'key-1', 'key-1', 'key-2']);
});

test('what was refused is another request when it is asked again, and so is what says something else', async () => {
  const { keys, note } = line(409, 200, 'none', 200);
  await note();
  await note();
  await note();
  await note('nobody at home');
  expect(keys()).toEqual(['key-1', 'key-2', 'key-3', 'key-4']);
});

test('a call goes where its route says, and says what was seen', async () => {
  const { sent, call, light } = line();
  await call(listIncidents, { query: { text: 'a b', status: 'reported,triaged' } });
  await call(recommendUnits, { params: { id: 'a/b' } });
  await call(commandIncident, { params: { id: 'i1', command: 'accept' }, body: {}, ifMatch: 7, person: 'p1' });
  await call(keepPhoto, { body: new Blob(['x'], { type: 'image/jpeg' }) });
  await light('GET /api/v1/cells/:id', { params: { id: 'c1' }, query: { on: '2026-11-01' }, etag: '"e"' });
  expect(sent.map(({ url, init }) => `${init.method} ${url}`)).toEqual([
    'GET /api/v1/incidents?text=a+b&status=reported%2Ctriaged',
    'GET /api/v1/incidents/a%2Fb/recommended',
    'POST /api/v1/incidents/i1/accept',
    'POST /api/v1/photos',
    'GET /api/v1/cells/c1?on=2026-11-01',
  ]);
  const headers = (at: number) => Object.fromEntries(new Headers(sent[at]!.init.headers));
  expect(headers(2)).toMatchObject({ 'if-match': '"7"', 'x-watchfloor-person': 'p1' });
  expect(headers(3)).toMatchObject({ 'content-type': 'image/jpeg' });
  expect(headers(4)).toMatchObject({ 'if-none-match': '"e"' });
  expect(headers(0)['idempotency-key']).toBeUndefined();
});

test('an answer in another shape than its route’s is no answer', async () => {
  const wrong = () => new Response(JSON.stringify({ demo: [], openId: null, first: 'perhaps' }));
  const { call, light } = line(wrong(), wrong());
  expect(await call(readWays)).toMatchObject({ ok: false, refusal: { why: 'unreadable' } });
  expect(await light('GET /api/v1/session/ways')).toMatchObject({ ok: true });
});

test('a refusal says what the problem says, and nothing that is not one', async () => {
  const problem = { title: 'x', detail: 'y', why: 'stale', rev: 8, allowed: ['close'], state: 5, errors: [{ at: 1 }] };
  const { call } = line(new Response(JSON.stringify(problem), { status: 409 }), new Response(null, { status: 204 }));
  expect(await call(signOut)).toEqual({
    ok: false,
    refusal: { status: 409, title: 'x', detail: 'y', why: 'stale', rev: 8, allowed: ['close'] },
  });
  expect(await call(signOut)).toEqual({ ok: true, value: null });
});

test('what a route does not know cannot be asked', () => {
  const { call, light } = line();
  const never = () => [
    // @ts-expect-error no field of a note
    call(commandIncident, { params: { id: 'i1', command: 'note' }, body: { txt: 'x' } }),
    // @ts-expect-error no command of an incident
    call(commandIncident, { params: { id: 'i1', command: 'panic' }, body: {} }),
    // @ts-expect-error its parameter is missing
    call(recommendUnits),
    // @ts-expect-error no route
    light('GET /api/v1/nothing'),
  ];
  expect(never).toBeInstanceOf(Function);
});
