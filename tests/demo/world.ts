import { createHash } from 'node:crypto';
import { emptyBoard, type Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { ChainHash, Epoch, Seq } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { foldIncident, incidentOf } from '#data/fold/fold-incident.ts';
import { foldBoard } from '#data/fold/fold.ts';
import { createAreas } from '#server/city/areas.ts';
import { createPlacing } from '#server/city/placing.ts';
import { createDemo, type Demo } from '#server/demo/create-demo.ts';
import { createDemoClock } from '#server/demo/demo-clock.ts';
import { idsWithDemo } from '#server/demo/exercise.ts';
import { createDesk } from '#server/desk/desk.ts';
import type { Give } from '#server/desk/give.ts';
import { createIntake } from '#server/intake/create-intake.ts';
import { incidentIds } from '#server/intake/incident-id.ts';
import type { Intake, Sender } from '#server/intake/intake.ts';
import { createUnitFixes } from '#server/intake/unit-fixes.ts';
import { createReading } from '#server/intake/channels/cap/read/reading-aside.ts';
import { intakeCity } from '#server/intake/intake-city.ts';
import { changesOf, subjectsOf } from '#server/store/subjects.ts';
import type { ChainedFact, Entry, FactLog, IncidentIndex, Outcome, Records, TrackFix } from '#server/store/store.ts';
import { createWatch, type Watch } from '#server/watch/watch.ts';
import { makePack } from '../support/pack.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

/** A log in memory with the store's promises: keys, guards, followers told before the answer. */
export type WorldLog = FactLog & {
  readonly facts: readonly LoggedFact[];
  readonly incidents: ReadonlyMap<string, Incident>;
};

export function createWorldLog(): WorldLog {
  const facts: LoggedFact[] = [];
  const keys = new Map<string, Seq>();
  const heads = new Map<string, Seq>();
  const incidents = new Map<string, Incident>();
  const followers = new Set<(facts: readonly ChainedFact[]) => void>();
  const hash = '0123456789abcdef' as ChainHash;

  function keep({ facts: entry, key, guards = [] }: Entry, told: ChainedFact[]): Outcome {
    const before = key === undefined ? undefined : keys.get(key);
    if (before !== undefined) return { is: 'repeated', first: before };
    for (const { subject, at } of guards) {
      const head = heads.get(subject) ?? (0 as Seq);
      if (head > at) return { is: 'conflict', subject, head };
    }
    const first = (facts.length + 1) as Seq;
    for (const fact of entry) {
      const logged = { ...fact, seq: (facts.length + 1) as Seq } as LoggedFact;
      facts.push(logged);
      told.push({ fact: logged, hash });
      for (const subject of changesOf(logged)) heads.set(subject, logged.seq);
      const id = incidentOf(logged);
      const row = id === undefined ? undefined : foldIncident(incidents.get(id), logged);
      if (row) incidents.set(row.id, row);
    }
    if (key !== undefined) keys.set(key, first);
    return { is: 'appended', first, last: facts.length as Seq };
  }

  return {
    facts,
    incidents,
    place: () => ({ epoch: 'world001' as Epoch, seq: facts.length as Seq, hash }),
    async append(entries) {
      const told: ChainedFact[] = [];
      const outcomes = entries.map((entry) => keep(entry, told));
      if (told.length > 0) for (const receive of [...followers]) receive(told);
      return outcomes;
    },
    async find(key) {
      const first = keys.get(key);
      return first === undefined ? null : facts[first - 1]!;
    },
    settled: async () => {},
    catchUp: async () => {},
    read: async (after, limit) => facts.slice(after, after + limit).map((fact) => ({ fact, hash })),
    follow(receive) {
      followers.add(receive);
      return () => void followers.delete(receive);
    },
    lastSnapshot: async () => null,
    keepSnapshot: async () => {},
  };
}

/** The log by what its facts are about, looked through from its end. */
function recordsOf({ facts }: WorldLog): Records {
  return {
    async about(subject, { limit, before = Infinity, from = 0 }) {
      const found: LoggedFact[] = [];
      for (let i = Math.min(facts.length, before - 1) - 1; i >= 0 && found.length < limit; i--)
        if (facts[i]!.at >= from && subjectsOf(facts[i]!).includes(subject)) found.push(facts[i]!);
      return found;
    },
  };
}

/** A fix as the intake got it, and when. */
export type SeenFix = { unit: string; at: number; lon: number; lat: number; speed: number; heading: number };

export type World = {
  demo: Demo;
  log: WorldLog;
  clock: TestClock;
  board(): Board;
  /** Every fix since this world began. */
  fixes: SeenFix[];
  /** What the desk refused, and what the door did. */
  refusals: { command: string; why: unknown }[];
  /** Whatever the demo could not go on after. */
  broken: unknown[];
  /** What somebody else says at the door. */
  report(sender: Sender, ...reports: unknown[]): ReturnType<Intake['report']>;
  /** What somebody else commands at the desk. */
  give: Give;
  /** Goes on for so long, in steps of `step` ms. */
  pass(ms: number, step?: number): Promise<void>;
  stop(): Promise<void>;
};

export type WorldOptions = {
  pack?: CityPack;
  seed?: string;
  speed?: number;
  /** What an earlier world left behind. */
  log?: WorldLog;
  clock?: TestClock;
  lastFixes?: readonly TrackFix[];
  /** With the watch, which raises alarms. */
  watched?: boolean;
};

/** Wednesday 4 March 2026, 09:30 in Vienna, where the made city lies. */
export const MORNING = Date.UTC(2026, 2, 4, 8, 30);

/** The demo over the real door, desk and watch, and a log in memory; not yet started. */
export function makeWorld(options: WorldOptions = {}): World {
  const { pack = makePack(), seed = 'test', speed = 1, log = createWorldLog(), watched = false } = options;
  const clock = options.clock ?? createTestClock(MORNING);
  const cityClock = createDemoClock(clock);
  const areas = createAreas(pack);
  let board = foldBoard(emptyBoard, log.facts);
  const unfollow = log.follow(
    (facts) =>
      (board = foldBoard(
        board,
        facts.map(({ fact }) => fact),
      )),
  );
  const fixes: SeenFix[] = [];
  const refusals: World['refusals'] = [];
  const broken: unknown[] = [];

  const unitFixes = createUnitFixes({ board: () => board, show: () => {} });
  const door = createIntake({
    log,
    timeline: async () => [],
    idOf: idsWithDemo(seed, incidentIds('test')),
    tracks: { keep: async () => {} } as unknown as Parameters<typeof createIntake>[0]['tracks'],
    records: recordsOf(log),
    seq: () => log.place().seq,
    reached: async () => {},
    pack,
    reading: createReading(pack.city.reach),
    city: intakeCity(pack, areas, createPlacing(pack.cells)),
    board: () => board,
    clock: cityClock,
    unitFixes,
    photoIsKept: async () => true,
    keyOf: (id) => id,
    contacts: {
      sealer: async () => (contact) => contact,
      callers: async () => [],
      open: async (_incident, kept) => ('sealed' in kept ? null : kept),
    },
    refusedOne: (_sender, what, why) => refusals.push({ command: what, why }),
  });
  const index = { get: async (id: string) => log.incidents.get(id) ?? null } as unknown as IncidentIndex;
  const { give } = createDesk({
    log,
    incidents: index,
    records: recordsOf(log),
    board: () => board,
    seq: () => log.place().seq,
    reached: async () => {},
    clock: cityClock,
    pack,
    person: () => ({ role: 'officer', left: false }),
    photoIsKept: async () => false,
  });
  const noted: typeof give = async (given) => {
    const answer = await give(given);
    if (!answer.ok) refusals.push({ command: given.name, why: answer });
    return answer;
  };
  const watch: Watch | null = watched
    ? createWatch({
        log,
        board: () => board,
        seq: () => log.place().seq,
        clock: cityClock,
        pack,
        lastHeard: unitFixes.lastHeard,
        gridIsExercise: true,
        trouble: (_what, error) => broken.push(error),
      })
    : null;

  const demo = createDemo({
    intake: {
      ...door,
      report: door.report,
      leave: door.leave,
      async positions(sender, batch) {
        fixes.push(...(batch as SeenFix[]));
        return door.positions(sender, batch);
      },
    },
    desk: { give: noted },
    log,
    board: () => board,
    pack,
    areas,
    clock: cityClock,
    now: clock.now,
    seed,
    speed,
    ...(options.lastFixes && { lastFixes: options.lastFixes }),
    broken: (error) => broken.push(error),
  });

  return {
    demo,
    log,
    clock,
    board: () => board,
    fixes,
    refusals,
    broken,
    report: (sender, ...reports) => door.report(sender, reports),
    give,
    pass: (ms, step = 1000) => clock.pass(ms, step),
    async stop() {
      await demo.stop();
      await watch?.stop();
      unfollow();
    },
  };
}

/** A digest of everything a log holds. */
export function digestOf({ facts }: Pick<WorldLog, 'facts'>): string {
  const hash = createHash('sha256');
  for (const fact of facts) hash.update(JSON.stringify(fact)).update('\n');
  return hash.digest('hex');
}
