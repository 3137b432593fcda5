import type { Board } from '#data/contract/board.ts';
import type { NewFact } from '#data/contract/fact.ts';
import type { Seq, UnitId } from '#data/contract/ids.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Pending } from '#data/rules/alarm-changes.ts';
import type { AlarmPack } from '#data/rules/alarm-conditions.ts';
import type { Condition } from '#data/rules/alarm-identity.ts';
import type { AlarmLinks } from '#data/rules/alarm-suppression.ts';
import type { UnitAreas } from '#data/rules/alarm-units.ts';
import type { Held } from '../store/fenced.ts';
import type { Taken } from '../store/leases.ts';
import { type Entry, type FactLog, StoreUnavailable } from '../store/store.ts';
import { type Due, dueAlarms, dueContacts, dueEnds, dueVacancies, watchActor } from './due.ts';
import { dueEscalations } from './due-escalations.ts';

export type WatchParts = {
  log: FactLog;
  /** Holds every fact whose append has resolved. */
  board: () => Board;
  /** How far into the log the board has come. */
  seq: () => Seq;
  clock: Clock;
  /** The lease to watch under: one process does for all. Without it this one is alone. */
  held?: Held | undefined;
  pack: AlarmPack;
  /** When a unit's newest fix was taken; undefined when none is known. */
  lastHeard: (unit: UnitId) => number | undefined;
  /** Whether its device has said that it is there no more; without it none says so. */
  hasLeft?: (unit: UnitId) => boolean;
  /** From when on we listen, ms: nobody is silent for what lies before. Without it from the making of this on. */
  listensSince?: () => number;
  /** Asks the store whom other processes have heard, before anybody is called silent; without it there are none. */
  askTracks?: (() => Promise<void>) | undefined;
  /** Conditions that the board alone does not show (slow-looks.ts); without it there are none. */
  further?: (now: number) => readonly Condition[];
  /** How alarms hang together beyond what they say themselves. */
  links?: AlarmLinks;
  /** In which areas a unit was last heard; without it nobody knows. */
  unitAreas?: UnitAreas;
  /** The grid is played by the demo: what is said of cells is an exercise. */
  gridIsExercise?: boolean;
  /** Told of what went wrong in a round; the next one is tried all the same. */
  trouble: (what: string, error: unknown) => void;
};

export type Watch = {
  /** Looks at once; resolves when what it found is kept. For a clock that is stood, not waited for. */
  look(): Promise<void>;
  /** Ends when no round is under way any more. */
  stop(): Promise<void>;
};

const ROUND_MS = 1000;
const always = (at: number) => () => at;

/**
 * What time itself brings about: contact lost and found, shelves, suspensions and posts that end, cases
 * that go up a level, alarms.
 * Each round compares what holds with what the board says, so nothing is said twice and a restart
 * goes on where the board stands, as does another process that takes over.
 */
export function createWatch({
  log,
  board,
  seq,
  clock,
  held,
  pack,
  lastHeard,
  hasLeft = () => false,
  listensSince = always(clock.now()),
  askTracks,
  further = () => [],
  links = { sourceOf: () => undefined },
  unitAreas,
  gridIsExercise = false,
  trouble,
}: WatchParts): Watch {
  let pending: Pending = new Map();
  /** The token of the last round. */
  let watchedUnder: number | undefined;
  let timer: Stop;
  let round: Promise<void> | null = null;

  const next = () => {
    timer = clock.after(ROUND_MS, next);
    lookSoon();
  };

  /** One round at a time: the board must show what the last one said. */
  const inTurn = () => (round ??= look().finally(() => (round = null)));
  const lookSoon = () => void inTurn().catch((error: unknown) => trouble('watch', error));

  async function look(): Promise<void> {
    try {
      const upTo = seq();
      const fence = held?.now();
      if (fence === null || !reaches(upTo, fence)) return;
      if (fence?.token !== watchedUnder) pending = new Map();
      watchedUnder = fence?.token;
      const contacts = (now: number) =>
        dueContacts(board(), now, { last: lastHeard, left: hasLeft, since: listensSince() });
      if (askTracks && contacts(clock.now()).length > 0) await askTracks();
      const now = clock.now();
      const alarms = dueAlarms(board(), now, { pack, further: further(now), links, unitAreas }, pending);
      pending = alarms.pending;
      const due = [
        ...contacts(now),
        ...dueEnds(board(), now, pack),
        ...dueEscalations(board(), now, pack),
        ...dueVacancies(board(), now),
        ...alarms.due,
      ];
      if (due.length === 0) return;
      const outcomes = await log.append(due.map((item) => ({ ...entryOf(item, now, upTo), ...fencedBy(fence) })));
      if (fence && outcomes.some(({ is }) => is === 'fenced')) held?.lost(fence);
    } catch (error) {
      // The store says so itself when it cannot commit.
      if (!(error instanceof StoreUnavailable)) trouble('watch', error);
    }
  }

  function entryOf({ fact, also = [], exercise, read }: Due, now: number, at: Seq): Entry {
    const isGrid = fact.kind === 'post.vacated' || (fact.kind === 'alarm.raised' && fact.alarm.subject.kind === 'cell');
    const marked = exercise || (isGrid && gridIsExercise);
    const stamp = { at: now, by: watchActor, ...(marked && { exercise: true as const }) };
    return {
      facts: [fact, ...also].map((each): NewFact => ({ ...each, ...stamp })),
      ...(read !== undefined && { guards: [{ subject: read, at }] }),
    };
  }

  timer = clock.after(ROUND_MS, next);
  // Who calls for help does not wait for the next round.
  const stopListening = log.follow((facts) => {
    if (facts.some(({ fact }) => fact.kind === 'unit.panicked' || fact.kind === 'unit.panic-ended'))
      clock.after(0, lookSoon);
  });
  return {
    async look() {
      await round;
      await inTurn();
    },
    async stop() {
      timer();
      stopListening();
      await round;
    },
  };
}

/** Whether a board shows everything that whoever watched before may have said. */
export const reaches = (upTo: Seq, fence: Taken | undefined): boolean => fence === undefined || upTo >= fence.at;

export function fencedBy(fence: Taken | undefined): Pick<Entry, 'fence'> {
  return fence ? { fence: { lease: fence.lease, token: fence.token } } : {};
}
