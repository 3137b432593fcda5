import type { LoggedFact } from '#data/contract/fact.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { DemoClock } from './demo-clock.ts';
import type { Player } from './player.ts';

/** Keeps the agenda of all players and calls them when their time has come. */
export type Engine = {
  /** Facts that have reached the board. */
  told(facts: readonly LoggedFact[]): void;
  /** A player has changed its mind. */
  touch(player: string, subject: string): void;
  /**
   * Lives through the time up to `to` at once, standing the clock wherever something happens.
   * `settled` waits until everything said so far is on the board, whoever said it.
   */
  catchUp(clock: DemoClock, to: number, stride: Stride, settled: () => Promise<void>): Promise<void>;
  /** Goes with the clock until stopped. */
  run(clock: Clock): Stop;
  /** Does nothing more; resolves when what was under way is done. */
  end(): Promise<void>;
};

type Appointment = { player: Player; subject: string; at: number; latest: number; key: string };

/** How much of what lies ahead is done in one go when catching up, given how much is left, ms. */
export type Stride = (left: number) => number;
const SHORTEST_STRIDE = 20_000;
/** Timers are not made for longer than this. */
const LONGEST_REST = 60_000;
/** When the store cannot commit. */
const RETRY_MS = 5000;

export function createEngine(players: Readonly<Record<string, Player>>, broken: (error: unknown) => void): Engine {
  const agenda = new Map<string, Appointment>();
  const changed = new Map<string, { player: Player; subject: string }>();
  /** Not to be tried before then, unless a fact changes something. */
  const held = new Map<string, number>();
  let wake: () => void = () => {};
  let underWay: Promise<void> = Promise.resolve();
  let ended = false;

  for (const [name, player] of Object.entries(players)) for (const subject of player.subjects()) touch(name, subject);
  return {
    told,
    touch,
    catchUp,
    run,
    end: () => {
      ended = true;
      return underWay;
    },
  };

  function told(facts: readonly LoggedFact[]): void {
    for (const fact of facts)
      for (const [name, player] of Object.entries(players)) {
        const subject = player.concerns(fact);
        if (subject === undefined) continue;
        held.delete(`${name} ${subject}`);
        touch(name, subject);
      }
  }

  function touch(name: string, subject: string): void {
    changed.set(`${name} ${subject}`, { player: players[name]!, subject });
    wake();
  }

  /** Asks everybody whose subject has changed for a new time. */
  function settle(now: number): void {
    for (const [key, { player, subject }] of changed) {
      const plan = player.plan(subject, now);
      if (plan === null) {
        agenda.delete(key);
        continue;
      }
      const { at, latest } = typeof plan === 'number' ? { at: plan, latest: Infinity } : plan;
      const from = Math.ceil(Math.max(at, held.get(key) ?? at));
      agenda.set(key, { player, subject, key, at: from, latest: Math.max(from, latest) });
    }
    changed.clear();
  }

  function takeUntil(horizon: number): Appointment[] {
    const due = [...agenda.values()].filter(({ at }) => at <= horizon);
    for (const { key } of due) agenda.delete(key);
    return due.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
  }

  /** How far one may go in one go from `first` without being too late for anything. */
  function horizonOf(first: number, furthest: number): number {
    let horizon = furthest;
    for (const { at, latest } of agenda.values()) if (at <= furthest && latest < horizon) horizon = latest;
    return Math.max(first, horizon);
  }

  async function keep(due: readonly Appointment[], now: number): Promise<void> {
    const kept = await Promise.allSettled(due.map(({ player, subject }) => player.act(subject, now)));
    for (const [i, result] of kept.entries()) {
      const { key, player, subject } = due[i]!;
      if (result.status === 'rejected' && !(result.reason instanceof StoreUnavailable)) throw result.reason;
      const wait = result.status === 'rejected' ? RETRY_MS : result.value;
      if (wait === undefined) held.delete(key);
      else held.set(key, now + wait);
      changed.set(key, { player, subject });
    }
  }

  function next(): number {
    let first = Infinity;
    for (const { at } of agenda.values()) if (at < first) first = at;
    return first;
  }

  async function catchUp(clock: DemoClock, to: number, stride: Stride, settled: () => Promise<void>): Promise<void> {
    for (settle(clock.now()); next() <= to && !ended; settle(clock.now())) {
      const first = Math.max(next(), clock.now());
      const due = takeUntil(horizonOf(first, Math.min(to, first + Math.max(SHORTEST_STRIDE, stride(to - first)))));
      clock.standAt(Math.max(first, due.at(-1)!.at));
      // What time itself has brought about comes first.
      await settled();
      await keep(due, clock.now());
    }
    clock.standAt(to);
    await settled();
  }

  function run(clock: Clock): Stop {
    let busy = false;
    let cancel: Stop = () => {};
    wake = () => {
      if (!busy) arm(0);
    };
    arm(0);
    return () => {
      wake = () => {};
      cancel();
    };

    function arm(ms: number): void {
      cancel();
      if (!ended) cancel = clock.after(ms, () => (underWay = turn()));
    }

    async function turn(): Promise<void> {
      busy = true;
      try {
        settle(clock.now());
        await keep(takeUntil(clock.now()), clock.now());
        settle(clock.now());
        busy = false;
        arm(Math.min(Math.max(0, next() - clock.now()), LONGEST_REST));
      } catch (error) {
        broken(error);
      }
    }
  }
}
