import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Work } from '#data/contract/desk-api.ts';
import type { PersonId, Seq } from '#data/contract/ids.ts';
import { createExchange } from '#client/call/exchange.ts';
import { createCity } from '#client/phone/city/city.ts';
import { createOwnWork } from '#client/phone/own-work.svelte.ts';
import type { Device } from '#client/phone/queue/device.ts';
import { createPhoneSession } from '#client/phone/session/phone-session.svelte.ts';
import type { PageSession } from '#client/session/session.svelte.ts';
import { createMemoryDevice } from '../../phone/memory-device.ts';
import { createTestClock } from '../../support/test-clock.ts';

const { raised } = vi.hoisted(() => ({ raised: vi.fn() }));
vi.mock('#client/page/raise.ts', () => ({ raise: raised }));

const gone = new Error('the storage is gone');
/** A device whose storage the browser has taken away. */
const broken = (): Device => ({
  ...createMemoryDevice(),
  queue: () => Promise.reject(gone),
  remembered: () => Promise.reject(gone),
  remember: () => Promise.reject(gone),
  change: () => Promise.reject(gone),
});
const person = {
  id: 'p' as PersonId,
  name: 'P',
  role: 'officer',
  oversight: false,
  left: false,
} as const satisfies Work['person'];

/** A server that answers by path, and with 401 what it does not know. */
function serverOf(answers: Record<string, unknown>) {
  return vi.fn(async (url: string | URL | Request) => {
    const body = answers[String(url).split('?')[0]!];
    return body === undefined ? new Response('{}', { status: 401 }) : Response.json(body);
  });
}

beforeEach(() => void raised.mockClear());
afterEach(() => void vi.unstubAllGlobals());

test('a phone without its storage is told by the server who is signed in', async () => {
  const answer = { person, authenticator: 'none', locked: false };
  vi.stubGlobal('fetch', serverOf({ '/api/v1/session': answer }));
  const session = createPhoneSession({ device: broken(), clock: createTestClock() });
  await vi.waitFor(() => expect(session.state).toBe('in'));
  await vi.waitFor(() => expect(raised.mock.calls).toEqual([[gone], [gone]]));
  session.stop();
});

test('a phone without its storage shows the city that the server tells', async () => {
  const brief = { city: { timeZone: 'UTC' } };
  const exchange = createExchange({ fetch: serverOf({ '/api/v1/city/brief': brief }) });
  expect(await createCity(broken(), createTestClock(), exchange).brief()).toEqual(brief);
  expect(raised.mock.calls).toEqual([[gone], [gone]]);
});

test('a phone without its storage asks for its work all the same', async () => {
  const work: Work = { asOf: 1, seq: 1 as Seq, person, incidents: [], inspections: [], dangers: [], cells: [] };
  vi.stubGlobal('fetch', serverOf({ '/api/v1/work': work }));
  const session = { state: 'in', check: async () => {} } as PageSession;
  const parts = { person, device: broken(), clock: createTestClock(), session, newId: () => 'a' };
  const own = createOwnWork(parts);
  onTestFinished(own.stop);
  await vi.waitFor(() => expect(own.told).toEqual(work));
});

test('a phone whose storage is taken away says of a refused tap that is tried again, or dropped, that it was not kept', async () => {
  vi.stubGlobal('fetch', serverOf({}));
  const session = { state: 'in', check: async () => {} } as PageSession;
  for (const way of ['tryAgain', 'drop'] as const) {
    const own = createOwnWork({ person, device: broken(), clock: createTestClock(), session, newId: () => 'a' });
    onTestFinished(own.stop);
    await own[way]('a');
    expect(own.notKept).toBe(true);
  }
});
