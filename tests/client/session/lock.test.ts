import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SessionAnswer } from '#data/contract/person.ts';
import { createSession, type Session } from '#client/session/session.svelte.ts';
import { createTestClock } from '../../support/test-clock.ts';

/** A server with one session, as far as its lock goes. */
function house() {
  const clock = createTestClock();
  const server = { locked: false, isReached: true, asked: [] as string[] };
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
    if (url.startsWith('/api/v1/incidents')) {
      server.asked.push(url);
      return server.locked
        ? Response.json({ title: 'locked', why: 'locked' }, { status: 403 })
        : Response.json({ seq: 1, id: 'i1' });
    }
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

describe('a command that the lock refuses', () => {
  const give = (session: Session, command: 'triage' | 'close') =>
    session.light('POST /api/v1/incidents/:id/:command', { params: { id: 'i1', command }, body: {} } as never);
  async function locked() {
    const { page, server, clock } = house();
    const session = await page();
    await session.lock();
    const answers: unknown[] = [];
    const asked = async (command: 'triage' | 'close') => {
      const before = session.waiting;
      const told = async () => {
        const answer = await give(session, command);
        answers.push(answer.ok ? command : answer.refusal.why);
      };
      told().catch((error: unknown) => answers.push(error));
      await vi.waitFor(() => expect(session.waiting).toBeGreaterThan(before));
    };
    return { session, server, clock, answers, asked };
  }

  test('waits for the password and is carried out with it, once', async () => {
    const { session, server, answers, asked } = await locked();
    await asked('triage');
    expect(answers).toEqual([]);
    await session.unlock('a password');
    await vi.waitFor(() => expect(answers).toEqual(['triage']));
    expect(session.waiting).toBe(0);
    expect(server.asked.length).toBe(2);
    await session.unlock('a password');
    expect(server.asked.length).toBe(2);
  });

  test('is refused after all when it is given up', async () => {
    const { session, answers, asked } = await locked();
    await asked('triage');
    session.giveUp();
    await vi.waitFor(() => expect(answers).toEqual(['locked']));
    await session.unlock('a password');
    expect(answers).toEqual(['locked']);
  });

  test('gives way to the next one: nothing is carried out that somebody has forgotten', async () => {
    const { session, answers, asked } = await locked();
    await asked('triage');
    await asked('close');
    await vi.waitFor(() => expect(answers).toEqual(['locked']));
    await session.unlock('a password');
    await vi.waitFor(() => expect(answers).toEqual(['locked', 'close']));
  });

  test('waits for two minutes and no longer', async () => {
    const { session, clock, answers, asked } = await locked();
    await asked('triage');
    clock.advance(120_000);
    await vi.waitFor(() => expect(answers).toEqual(['locked']));
    expect(session.waiting).toBe(0);
  });
});
