import { expect, onTestFinished, test, vi } from 'vitest';
import type { SessionAnswer } from '#data/contract/person.ts';
import { createSession } from '#client/session/session.svelte.ts';
import { createTestClock } from '../support/test-clock.ts';

/** A server with one session, as far as its lock goes. */
function house() {
  const clock = createTestClock();
  const server = { locked: false, isReached: true };
  const said = (): SessionAnswer => ({
    person: { id: 'ma', name: 'Ma', role: 'supervisor', oversight: false, left: false } as SessionAnswer['person'],
    view: { name: 'supervisor' },
    until: 1,
    idleLockMs: 900_000,
    locked: server.locked,
    authenticator: 'enrolled',
    demo: false,
  });
  const fetch = (async (url: string, { method = 'GET' }: RequestInit = {}) => {
    if (!server.isReached) throw new TypeError('no line');
    if (`${method} ${url}` === 'POST /api/v1/session/lock') server.locked = true;
    if (`${method} ${url}` === 'POST /api/v1/session/unlock') server.locked = false;
    return Response.json(said());
  }) as typeof globalThis.fetch;

  async function page() {
    const session = createSession({ clock, fetch });
    onTestFinished(() => session.stop());
    await vi.waitFor(() => expect(session.state).toBe('in'));
    return session;
  }
  return { clock, server, page };
}

test('a lock by hand is still there when the page is loaded anew, until the password', async () => {
  const { page } = house();
  const before = await page();
  await before.lock();
  const after = await page();
  expect([before.locked, after.locked]).toEqual([true, true]);
  await after.unlock('a password');
  await before.check();
  expect([before.locked, after.locked]).toEqual([false, false]);
});

test('one that is set while there is no line holds here at once and reaches the server with the line', async () => {
  const { page, server, clock } = house();
  const session = await page();
  server.isReached = false;
  await session.lock();
  expect(session.locked).toBe(true);
  expect(server.locked).toBe(false);
  server.isReached = true;
  clock.advance(30_000);
  await vi.waitFor(() => expect(server.locked).toBe(true));
  expect(session.locked).toBe(true);
});
