import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { PROTOCOL } from '#data/contract/feed.ts';
import type { NewFact } from '#data/contract/fact.ts';
import { realClock } from '#server/real-clock.ts';
import { createInProcess } from '#server/store/in-process.ts';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import { browserAt, type TestBrowser } from '../access/provider/test-browser.ts';
import { skipAloud } from '../support/aloud.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { allLive, follow } from '../support/follower.ts';
import { incidentId, makeIncident } from '../support/make-rows.ts';
import { packCell } from '../support/pack.ts';
import { hasPostgres, makeDatabase } from '../support/postgres/database.ts';

/** Two servers, each with its own way into one database. */
let database: Awaited<ReturnType<typeof makeDatabase>>;
let here: RunningApp;
let there: RunningApp;
const shared = createInProcess(realClock);
async function start(node: string): Promise<RunningApp> {
  const store = await openPostgresStore({ url: database.url, node, hourShift: 0, secret: 'test-secret' });
  return startApp({
    shared,
    others: () => 1,
    around: (file) => ({ ...store, close: () => Promise.all([file.close(), store.close()]).then(() => {}) }),
  });
}
beforeAll(async () => {
  if (!hasPostgres) return;
  database = await makeDatabase();
  [here, there] = [await start('here'), await start('there')];
});
afterAll(async () => {
  await here?.stop();
  await there?.stop();
  await database?.remove();
});
beforeEach(({ skip }) => {
  if (!hasPostgres) skipAloud(skip, 'two servers on one database: no PostgreSQL answers');
});

const sockets: Socket[] = [];
afterEach(() => sockets.splice(0).forEach((socket) => socket.disconnect()));

async function report(id: string): Promise<void> {
  const now = Date.now();
  const where = { cell: packCell(0, 0), areas: ['d0', 'd0s0', 'd0s0c0'] as never };
  const made = makeIncident({ id, reportedAt: now, times: { received: now }, ...where });
  const { number: _n, rev: _r, state: _s, assignments: _a, exercise: _e, ...incident } = made;
  const fact: NewFact = { kind: 'incident.reported', series: 'TT26', incident, at: now };
  await here.store.log.append([{ facts: [fact] }]);
  const isThere = () => there.board().incidents.has(incidentId(id));
  await vi.waitFor(() => expect(isThere()).toBe(true));
}

async function handsAt(...apps: RunningApp[]): Promise<TestBrowser[]> {
  const { cookie } = await here.signIn();
  return apps.map((app) => browserAt(app.url, cookie));
}

describe('commands that race across nodes', () => {
  test('leave one truth, and the second is told the newer state', async () => {
    const [ours, theirs] = (await handsAt(here, there)) as [TestBrowser, TestBrowser];
    for (let i = 0; i < 5; i++) {
      const id = `race-${i}`;
      await report(id);
      const answers = await Promise.all(
        [ours, theirs].map((hand, n) =>
          hand.post(`incidents/${id}/triage`, { priority: n + 1 }, { 'if-match': '"1"' }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const late = answers.find(({ status }) => status === 409)!;
      expect(await late.json()).toMatchObject({ why: 'stale', rev: 2, state: 'triaged' });
      const triaged = (await here.store.incidents.timeline(id)).filter(({ kind }) => kind === 'incident.triaged');
      expect(triaged).toHaveLength(1);
    }
  });

  test('with one key are one command, whichever node hears it', async () => {
    const [ours, theirs] = (await handsAt(here, there)) as [TestBrowser, TestBrowser];
    await report('twice');
    const key = { 'idempotency-key': 'one-tap-on-one-phone' };
    const answers = await Promise.all(
      [ours, theirs, ours].map((hand) => hand.post('incidents/twice/triage', { priority: 1 }, key)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const seqs = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { seq: number }).seq));
    expect(new Set(seqs).size).toBe(1);
  });
});

test('screens at both show the same, to the hash', async () => {
  const screens = [
    follow(here.url, await here.addView('ops-wall')),
    follow(there.url, await there.addView('ops-wall')),
  ];
  const token = await here.addView('ops-wall');
  await report('shown');
  for (const app of [here, there]) {
    const { stateHash } = await allLive(screens, app.url, token);
    expect(screens.map((screen) => screen.stateHash())).toEqual([stateHash, stateHash]);
  }
  for (const screen of screens) screen.stop();
});

test('who is sent away at one is cut at the other within 2 s', async () => {
  const { person, cookie } = await here.signIn({ role: 'officer' });
  const admin = browserAt(there.url, (await there.signIn({ role: 'admin' })).cookie);
  const auth = { protocol: PROTOCOL, resume: null };
  const socket = io(`${here.url}/feed`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth,
    extraHeaders: { cookie },
    query: { view: 'officer' },
  });
  sockets.push(socket);
  await vi.waitFor(() => expect(socket.connected).toBe(true));
  await vi.waitFor(async () =>
    expect((await admin.post(`people/${person.id}/change`, { role: 'analyst' })).status).toBe(200),
  );
  await vi.waitFor(() => expect(socket.connected).toBe(false), { timeout: 2000, interval: 20 });
  expect((await browserAt(here.url, cookie).get('session')).status).toBe(401);
});
