import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Present } from '#data/contract/desk-api.ts';
import { PROTOCOL, type Bye } from '#data/contract/feed.ts';
import { realClock } from '#server/real-clock.ts';
import { createInProcess } from '#server/store/in-process.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { makeIncident } from '../support/make-rows.ts';
import { packCell } from '../support/pack.ts';

const shared = createInProcess(realClock);
const all = vi.spyOn(shared.present, 'all');
let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ shared });
  const { number: _n, rev: _r, state: _s, assignments: _a, exercise: _e, ...incident } = makeIncident({ id: 'i1' });
  const fact = { kind: 'incident.reported', series: 'TT26', incident: { ...incident, cell: packCell(0, 0) } } as const;
  await app.store.log.append([{ facts: [{ ...fact, at: Date.now() }] }]);
});
afterAll(() => app.stop());

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

type Page = { socket: Socket; lists: Present[]; isIn: boolean; refusal: string | undefined };

function open(namespace: '/desk' | '/feed', cookie: string): Page {
  const socket = io(`${app.url}${namespace}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { protocol: PROTOCOL, resume: null },
    extraHeaders: { cookie },
  });
  const page: Page = { socket, lists: [], isIn: false, refusal: undefined };
  socket.on('present', (list: Present) => {
    page.lists.push(list);
    page.isIn = true;
  });
  socket.on('hello', () => (page.isIn = true));
  socket.on('connect_error', (error) => (page.refusal = error.message));
  socket.on('bye', ({ why, detail }: Bye) => (page.refusal = `${why}: ${detail}`));
  sockets.push(socket);
  return page;
}
/** Whether it is let in; else it is refused. */
async function entered(namespace: '/desk' | '/feed', cookie: string): Promise<boolean> {
  const page = open(namespace, cookie);
  await vi.waitFor(() => expect(page.isIn || page.refusal !== undefined).toBe(true), 10_000);
  return page.isIn;
}

test('who has what open is made once for all who see the same, however many they are', async () => {
  const people = await Promise.all([
    ...Array.from({ length: 6 }, () => app.signIn()),
    ...Array.from({ length: 6 }, () => app.signIn({ role: 'officer' })),
  ]);
  const pages = people.map(({ cookie }) => open('/desk', cookie));
  const [first] = people;
  await vi.waitFor(() => expect(pages.map(({ lists }) => lists.at(-1)?.length)).toEqual(Array(12).fill(12)), 10_000);
  all.mockClear();
  pages[0]!.socket.emit('open', 'i1');
  const told = { person: first!.person.id, name: first!.person.name, incident: 'i1' };
  await vi.waitFor(() => {
    for (const { lists } of pages) expect(lists.at(-1)).toContainEqual(told);
  }, 10_000);
  expect(all).toHaveBeenCalledTimes(2);
});

test.each(['/desk', '/feed'] as const)('one session does not take the room of others at %s', async (namespace) => {
  const [greedy, other] = [await app.signIn(), await app.signIn()];
  const pages = Array.from({ length: 40 }, () => open(namespace, greedy.cookie));
  await vi.waitFor(() => expect(pages.every(({ isIn }) => isIn)).toBe(true), 10_000);
  const late = open(namespace, greedy.cookie);
  await vi.waitFor(() => expect(late.refusal).toContain('too many connections of this session'), 10_000);
  expect(late.isIn).toBe(false);
  expect(await entered(namespace, other.cookie)).toBe(true);
  pages[0]!.socket.disconnect();
  await vi.waitFor(async () => expect(await entered(namespace, greedy.cookie)).toBe(true), 10_000);
});
