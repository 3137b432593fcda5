import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { Contact } from '#data/contract/incident.ts';
import type { Board } from '#data/contract/board.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import { DAY, HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { createMadePack } from './made-packs.ts';
import { createWorldLog, makeWorld, MORNING, type World, type WorldLog } from './world.ts';

/** Enough cells for one or the other of them to stand empty. */
const pack = createMadePack(30, 24);
const countBy = <T>(rows: Iterable<T>, key: (row: T) => string) => {
  const counts = Object.groupBy([...rows], key);
  return Object.fromEntries(Object.entries(counts).map(([name, some]) => [name, some!.length]));
};

describe('whoever looks at the demo city for the first time', () => {
  let board: Board;
  let facts: readonly LoggedFact[];
  let refusals: World['refusals'];
  beforeAll(async () => {
    const world = makeWorld({ pack, seed: 'desk', watched: true });
    await world.demo.start();
    await world.stop();
    ({ refusals } = world);
    [board, facts] = [world.board(), world.log.facts];
  });

  test('sees disputes in every stage, each known to the mediators alone', () => {
    const states = countBy(board.disputes.values(), ({ state }) => state);
    for (const state of ['registered', 'screened', 'accepted', 'mediating', 'agreed', 'performing', 'performed'])
      expect(states, state).toHaveProperty(state);
    const ended = new Set(facts.flatMap((fact) => (fact.kind === 'dispute.moved' ? [fact.state as string] : [])));
    for (const state of ['referred', 'declined', 'failed', 'breached']) expect(ended).toContain(state);
    for (const { content } of board.disputes.values()) {
      expect(content!.handlers.every((id) => ['demo-mediator', 'demo-mediator2'].includes(id))).toBe(true);
      expect(content!.parties.every(({ name }) => name.startsWith('Exercise '))).toBe(true);
      expect(content!.summary).toMatch(/^Exercise, not a real dispute\./);
    }
    expect(facts.some(({ kind }) => kind === 'dispute.followed-up')).toBe(true);
  });

  test('reads in both languages whatever was written, since the city has names in both', () => {
    const texts = textsIn(facts).filter((text) => /^Exercise[:,]/.test(text));
    expect(new Set(texts).size).toBeGreaterThan(100);
    expect([...new Set(texts)].filter((text) => !/^Exercise[:,].* \/ 演练[：，].*\p{Script=Han}/su.test(text))).toEqual(
      [],
    );
    for (const { contact, address } of board.incidents.values()) {
      if (contact) expect(Contact.parse(contact).name).toMatch(/^Exercise Caller \d+ \/ 演练来电人\d+$/);
      if (address) expect(address).toMatch(/\(invented\) \/ .*（虚构）$/);
    }
  });

  test('sees organisations that have accepted, that are done, and that let their time pass', () => {
    const tasks = [...board.incidents.values()].flatMap((incident) => incident.tasks ?? []);
    const states = countBy(tasks, ({ state, due }) => (state !== 'done' && due < MORNING ? 'overdue' : state));
    expect(states).toMatchObject({ done: expect.any(Number) });
    expect(tasks.some(({ lead }) => lead)).toBe(true);
    const kinds = countBy(facts, ({ kind }) => kind);
    for (const kind of ['incident.linked', 'incident.task-accepted', 'incident.task-done'])
      expect(kinds, kind).toHaveProperty(kind);
  });

  test('sees who answers for every cell, and a cell with nobody', () => {
    expect(board.cells.size).toBe(pack.cells.length);
    const [empty, worked] = [false, true].map((is) =>
      [...board.cells.values()].filter(({ staffed }) => staffed === is),
    );
    expect(empty!.length).toBeGreaterThan(0);
    for (const { posts = [] } of empty!) expect(posts.some(({ role }) => role !== 'verifier')).toBe(false);
    for (const { posts = [] } of worked!) {
      expect(posts.map(({ role }) => role).sort()).toEqual(['deputy', 'primary', 'verifier']);
      expect(new Set(posts.map(({ person }) => person)).size).toBe(3);
      expect(posts.every(({ name }) => name?.startsWith('Exercise '))).toBe(true);
    }
  });

  test('sees hidden dangers at every step, found by visits that answered their checklists', () => {
    const states = countBy(board.dangers.values(), ({ state }) => state);
    for (const state of ['ordered', 'rectifying', 'recheck']) expect(states, state).toHaveProperty(state);
    const kinds = countBy(facts, ({ kind }) => kind);
    for (const kind of ['danger.found', 'danger.cleared', 'danger.sent-back']) expect(kinds, kind).toHaveProperty(kind);
    const visits = facts.flatMap((fact) => (fact.kind === 'inspection.done' && fact.answers ? [fact.answers] : []));
    expect(visits.length).toBeGreaterThan(100);
    expect(visits.flat().every(({ ok, note }) => ok || note?.startsWith('Exercise: '))).toBe(true);
  });

  test('finds a hand-over that one has given and another has yet to take, and a promise in the log of the shift', () => {
    const [waiting, ...more] = [...board.handovers.values()].filter(({ taken }) => !taken);
    expect(more).toEqual([]);
    expect(waiting?.given?.by).toEqual({ kind: 'person', id: 'demo-supervisor2' });
    expect(waiting!.items.open.length).toBeGreaterThan(0);
    const last = [...board.handovers.values()].find(({ taken }) => taken);
    expect(last?.taken?.by).toEqual({ kind: 'person', id: 'demo-supervisor' });
    expect([...board.shift.values()].some(({ kind, due = 0 }) => kind === 'promise' && due > 0)).toBe(true);
  });

  test('hears a unit no more, and knows of an alarm that is laid aside', () => {
    const silent = [...board.units.values()].filter(
      ({ contact, reason }) => contact === 'offline' && reason !== 'offduty',
    );
    expect(silent.length).toBeGreaterThan(0);
    expect([...board.alarms.values()].some(({ condition }) => condition === 'unit-silent')).toBe(true);
    expect(facts.some((fact) => fact.kind === 'alarm.shelved' && fact.until > fact.at + HOUR)).toBe(true);
    expect(facts.some(({ kind }) => kind === 'unit.checked-in')).toBe(true);
  });

  test('sees nothing that was refused at a desk', () => expect(refusals).toEqual([]));
});

test('now and then a crew calls for help, and is helped', async () => {
  const world = makeWorld({ pack: createMadePack(16, 12), seed: 'panic', speed: 20 });
  onTestFinished(() => world.stop());
  await world.demo.start();
  for (let i = 0; i < 20 && !world.log.facts.some(({ kind }) => kind === 'unit.panic-ended'); i++)
    await world.pass(HOUR, 5000);
  const called = world.log.facts.filter(({ kind }) => kind === 'unit.panicked');
  expect(called.length).toBeGreaterThan(0);
  expect(world.log.facts.some(({ kind }) => kind === 'unit.panic-ended')).toBe(true);
  expect(world.refusals).toEqual([]);
});

test('the shift is handed over at the end of the next one, and a hand-over that somebody else drew up is left alone', async () => {
  const world = makeWorld();
  onTestFinished(() => world.stop());
  await world.demo.start();
  const [waiting] = [...world.board().handovers.values()].filter(({ taken }) => !taken);
  await world.pass(8 * HOUR, MINUTE);
  expect(world.board().handovers.get(waiting!.id)?.taken).toBeDefined();
  const by = { kind: 'person', id: 'somebody' } as const;
  const handover = { id: 'own' as never, items: { open: [], overdue: [], shelved: [], promises: [], gaps: [] } };
  await world.log.append([{ facts: [{ kind: 'handover.drawn-up', handover, at: world.clock.now(), by }] }]);
  await world.pass(9 * HOUR, MINUTE);
  expect(world.board().handovers.get(handover.id)).toMatchObject({ exercise: false });
  expect(world.broken).toEqual([]);
});

test('a store of an older demo, without posts and disputes, is gone on with', async () => {
  const old = makeWorld();
  await old.demo.start();
  await old.stop();
  const log = await withoutNews(old.log);
  const world = makeWorld({ log, clock: old.clock });
  onTestFinished(() => world.stop());
  await old.clock.pass(3 * DAY, HOUR);
  await world.demo.start();
  await world.pass(HOUR, MINUTE);
  expect(world.broken).toEqual([]);
  expect(world.refusals).toEqual([]);
  const worked = [...world.board().cells.values()].filter(({ staffed }) => staffed);
  expect(worked.every(({ posts }) => posts?.length === 3)).toBe(true);
  expect(world.board().disputes.size).toBeGreaterThan(0);
  const times = world.log.facts.map(({ at }) => at);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

/** What an older demo would have left of it: the crews' key, and nothing of what came later. */
async function withoutNews({ facts }: WorldLog): Promise<WorldLog> {
  const log = createWorldLog();
  const isNews = ({ kind }: LoggedFact) => /^(post|danger|dispute|shift|handover)\.|\.(linked|task-)/.test(kind);
  const kept = facts.filter((fact) => !isNews(fact));
  const crews = kept.filter(({ kind }) => kind === 'unit.registered');
  await log.append([{ facts: crews, key: 'demo/test/crews' }]);
  await log.append(kept.filter(({ kind }) => kind !== 'unit.registered').map((fact) => ({ facts: [fact] })));
  return log;
}

/** Every text in it, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
