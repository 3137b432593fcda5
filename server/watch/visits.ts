import type { Board } from '#data/contract/board.ts';
import type { LoggedFact, NewFact } from '#data/contract/fact.ts';
import type { Inspection } from '#data/contract/grid.ts';
import type { CellId, InspectionId, Seq } from '#data/contract/ids.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import { DAY, MINUTE } from '#data/rules/civil-day.ts';
import { nextFall, type Round, roundsOf, visitOf, type VisitPack } from '#data/rules/visit-plan.ts';
import type { Held } from '../store/fenced.ts';
import { type Entry, type FactLog, type Records, StoreUnavailable } from '../store/store.ts';
import { watchActor } from './due.ts';
import { fencedBy, reaches } from './watch.ts';

export type VisitParts = {
  log: Pick<FactLog, 'append' | 'follow' | 'read'>;
  records: Records;
  board: () => Board;
  /** How far into the log the board has come. */
  seq: () => Seq;
  clock: Clock;
  /** The lease of the watch; without it this process is alone. */
  held?: Held | undefined;
  pack: VisitPack;
  /** Told of what went wrong; it is tried again at the next look. */
  trouble: (what: string, error: unknown) => void;
};

export type Visits = {
  /** Looks at once; resolves when what has fallen due is kept. */
  look(): Promise<void>;
  stop(): Promise<void>;
};

const LOOK_MS = MINUTE;
/** No round is longer: before then, no visit needs to be remembered. */
const LONGEST_ROUND = 400 * DAY;
const PAGE = 1000;
/** So many at once, so that a new city does not hold up everything else. */
const MOST_AT_ONCE = 500;

/** Lets visits fall due, cell by cell, when their round comes (data/rules/visit-plan.ts). */
export function createVisits({ log, records, board, seq, clock, held, pack, trouble }: VisitParts): Visits {
  const rounds = roundsOf(pack);
  const rounded = createRounds();
  /** When the installation began. */
  let began: number | undefined;
  let recalled: Promise<void> | null = null;
  let looking: Promise<void> | null = null;
  let timer: Stop = clock.after(LOOK_MS, next);
  const stopListening = log.follow((facts) => {
    for (const { fact } of facts) rounded.remember(fact);
  });

  return {
    look: inTurn,
    async stop() {
      timer();
      stopListening();
      await looking;
    },
  };

  function next(): void {
    timer = clock.after(LOOK_MS, next);
    inTurn().catch((error: unknown) => trouble('visits', error));
  }

  function inTurn(): Promise<void> {
    return (looking ??= look().finally(() => (looking = null)));
  }

  async function look(): Promise<void> {
    try {
      const fence = held?.now();
      if (fence === null || !reaches(seq(), fence)) return;
      await (recalled ??= recall());
      const now = clock.now();
      const since = (began ??= await firstDay()) ?? now;
      const falls = rounds.map((round) => ({
        round,
        fall: rounded.fallOf(round, { now, since }, pack.city.timeZone),
      }));
      const due = falls.filter(({ fall }) => fall <= now).slice(0, MOST_AT_ONCE);
      if (due.length === 0) return;
      const outcomes = await log.append(
        due.map(({ round, fall }) => ({ ...entryOf(round, fall, now), ...fencedBy(fence) })),
      );
      if (fence && outcomes.some(({ is }) => is === 'fenced')) held?.lost(fence);
    } catch (error) {
      // The store says so itself when it cannot commit.
      if (!(error instanceof StoreUnavailable)) trouble('visits', error);
    }
  }

  /** Of the first fact; undefined while there is none. */
  async function firstDay(): Promise<number | undefined> {
    const [first] = await log.read(0 as Seq, 1);
    return first?.fact.at;
  }

  /** What was visited before this process began, oldest first; of one round only the last counts. */
  async function recall(): Promise<void> {
    try {
      const facts: LoggedFact[] = [];
      const from = clock.now() - LONGEST_ROUND;
      for (;;) {
        const before = facts.at(-1)?.seq;
        const page = await records.about('inspections', { limit: PAGE, from, ...(before !== undefined && { before }) });
        facts.push(...page);
        if (page.length < PAGE) break;
      }
      for (const fact of facts.reverse()) rounded.remember(fact);
      rounded.open(board().inspections.values());
    } catch (error) {
      recalled = null;
      throw error;
    }
  }

  function entryOf(round: Round, fall: number, now: number): Entry {
    const inspection = visitOf(round, fall, pack);
    const fact: NewFact = { kind: 'inspection.fell-due', inspection, at: now, by: watchActor };
    return { facts: [fact], key: `visit/${inspection.id}` };
  }
}

/** How far each round is: when it was last made, and whether it waits to be paid. */
function createRounds() {
  const last = new Map<string, number>();
  const waiting = new Map<InspectionId, string>();
  const falls = new Map<string, number>();
  const keyOf = ({ checklist, cell }: { checklist: string; cell: CellId }) => `${checklist}:${cell}`;

  function open(inspections: Iterable<Pick<Inspection, 'id' | 'checklist' | 'cell'>>): void {
    for (const inspection of inspections) {
      waiting.set(inspection.id, keyOf(inspection));
      // Whoever has not paid the last one does not get the next on top.
      falls.set(keyOf(inspection), Infinity);
    }
  }

  return {
    open,
    remember(fact: LoggedFact) {
      if (fact.kind === 'inspection.fell-due') open([fact.inspection]);
      if (fact.kind !== 'inspection.done') return;
      const { inspection, checklist, cell, at } = fact;
      const key = checklist === undefined ? waiting.get(inspection) : keyOf({ checklist, cell });
      waiting.delete(inspection);
      if (key === undefined) return;
      last.set(key, Math.max(at, last.get(key) ?? 0));
      falls.delete(key);
    },
    fallOf(round: Round, from: { now: number; since: number }, timeZone: string): number {
      const key = keyOf(round);
      let fall = falls.get(key);
      if (fall === undefined) falls.set(key, (fall = nextFall(round, last.get(key), from, timeZone)));
      return fall;
    },
  };
}
