import type { UnitId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { unsignedTasks } from '#data/rules/decide-linkage.ts';
import { callBackOwed, mayEnd } from '#data/rules/reply-loop.ts';
import { spread } from '../chance.ts';
import { ACCEPT_AFTER, DEPART_AFTER, type Course, type Luck } from '../course.ts';
import { DEMO_SOURCE } from '../exercise.ts';
import type { Order } from '../orders.ts';
import type { Tempo } from '../tempo.ts';

/** What is to be done about an incident next, and when. */
export type Deed = { at: number } & (
  | { is: 'triage' }
  /** Find a crew; `again`: to finish what an earlier one made safe. */
  | { is: 'send'; again: boolean }
  | { is: 'accept' | 'depart' | 'arrive'; unit: UnitId }
  /** It had left when the process was stopped. */
  | { is: 'drive-on'; unit: UnitId }
  /** The work there is done: for good, or made safe for the time being. */
  | { is: 'leave'; unit: UnitId; forGood: boolean }
  | { is: 'stand-down'; unit: UnitId }
  | { is: 'resume' | 'verify' | 'close' }
);

/** From the end of the work until a crew is free again, ms. */
const PACK_UP_FOR = 90_000;

const SIGNED_WITHIN = 12 * HOUR;

/** What sets some incidents apart. */
export type Twist = 'cancel' | 'refer' | 'suspend' | 'extend' | 'none';

export function twistOf(luck: Luck): Twist {
  const u = luck('twist');
  if (u < 0.04) return 'cancel';
  if (u < 0.07) return 'refer';
  if (u < 0.12) return 'suspend';
  if (u < 0.15) return 'extend';
  return 'none';
}

/**
 * The next thing that the people of the demo do about an incident, as its row stands: nothing is
 * remembered, so that it does not matter who brought it there or whether the process has just
 * started. `arrival` tells when a unit on its way will be there, undefined when it has not left, and null
 * of a unit that is none of the demo's: its own people say what it does.
 */
export function nextDeed(
  incident: Incident,
  course: Course,
  luck: Luck,
  arrival: (unit: UnitId) => number | undefined | null,
  tempo: Tempo,
): Deed | null {
  const { state, times, suspended } = incident;
  const assignments = incident.assignments.filter(({ unit }) => arrival(unit) !== null);
  const fromReport = (t: number) => inCourse(incident, t, tempo);
  if (state === 'resolved' || state === 'verified') {
    const resolved = times.resolved ?? times.received;
    const [left] = assignments;
    if (left)
      return { is: 'stand-down', unit: left.unit, at: tempo.after(resolved, spread(PACK_UP_FOR, luck('pack up'))) };
    // Who is owed an answer has it first, and is called back.
    if (state === 'verified' && (!mayEnd(incident, 'close') || callBackOwed(incident))) return null;
    return state === 'resolved'
      ? { is: 'verify', at: tempo.after(resolved, course.check) }
      : { is: 'close', at: tempo.after(resolved, course.check + course.close + signing(incident)) };
  }
  if (suspended) return { is: 'resume', at: suspended.until + MINUTE };
  if (state === 'reported') return { is: 'triage', at: fromReport(course.triage) };
  if (state === 'triaged') {
    const again = times.arrived !== undefined;
    return { is: 'send', again, at: fromReport((again ? course.finish : course.send) ?? course.send) };
  }
  return assignments.map((each) => crewDeed(each)).sort((a, b) => a.at - b.at)[0] ?? null;

  function crewDeed({ unit, state: reached, since }: Incident['assignments'][number]): Deed {
    switch (reached) {
      case 'assigned':
        return { is: 'accept', unit, at: tempo.after(since, spread(ACCEPT_AFTER, luck(`accept/${unit}`))) };
      case 'accepted':
        return { is: 'depart', unit, at: tempo.after(since, spread(DEPART_AFTER, luck(`depart/${unit}`))) };
      case 'enroute': {
        const there = arrival(unit) ?? undefined;
        return there === undefined ? { is: 'drive-on', unit, at: since } : { is: 'arrive', unit, at: there };
      }
      case 'onscene': {
        const at = tempo.after(since, course.work);
        return { is: 'leave', unit, at, forGood: course.finish === undefined || at >= fromReport(course.finish) };
      }
    }
  }
}

/** From when on an incident takes its course: what others bring in begins when it reaches the desk. */
export function beginOf({ source, reportedAt, times }: Pick<Incident, 'source' | 'reportedAt' | 'times'>): number {
  return source === DEMO_SOURCE ? reportedAt : times.received;
}

/** When the moment `t` of its course comes for an incident. */
export function inCourse(incident: Incident, t: number, tempo: Tempo): number {
  const begin = beginOf(incident);
  return tempo.after(begin, t - begin);
}

/** The desk waits for those who have yet to sign off, but not for ever. */
function signing(incident: Incident): number {
  return unsignedTasks(incident).length > 0 ? SIGNED_WITHIN : 0;
}

/** Why work goes on another time, and why it then takes longer than it should. */
const waitingFor = [
  'a spare part is ordered',
  'the owner is away until then',
  'it has to dry before it can be closed',
  'the other party comes back by then',
  'the firm that does the rest comes then',
];
const lateBecause = [
  'the spare part is still on its way',
  'the owner cannot be reached',
  'the two sides need another talk',
  'more is broken than was seen at first',
];
const oneOf = (reasons: readonly string[], u: number) => reasons[Math.floor(u * reasons.length)]!;

/** Of the cases that wait for something, the share whose clock stands still meanwhile. */
const STANDS_STILL = 0.85;
/** What goes on sooner than this only takes a break. */
const BREAK = HOUR;

/**
 * What a crew that leaves for the time being leaves behind. `back` is when somebody is to go on with
 * it, and `due` by when it should be done: what waits, and what will be late, has its reason on record.
 */
export function ordersOnLeaving(
  luck: Luck,
  { now, back, due = Infinity }: { now: number; back: number; due?: number | undefined },
  tempo: Tempo,
): Order[] {
  const twist = twistOf(luck);
  if (twist === 'suspend') return [suspend(tempo.after(now, (2 + 20 * luck('pause')) * HOUR), luck)];
  if (twist === 'extend') {
    const by = { amount: 1, unit: 'working-days' } as const;
    return [{ name: 'extend', body: { limit: 'resolve', by, reason: 'Exercise: more work than expected' } }];
  }
  if (back > due) return [note(`late, because ${oneOf(lateBecause, luck('why'))}.`)];
  if (back > tempo.after(now, BREAK) && luck('stands still') < STANDS_STILL) return [suspend(back, luck)];
  return [note('made safe, materials ordered.')];
}

function suspend(until: number, luck: Luck): Order {
  return {
    name: 'suspend',
    body: { until: Math.round(until), reason: `Exercise: ${oneOf(waitingFor, luck('why'))}` },
  };
}

export function note(text: string): Order {
  return { name: 'note', body: { text: `Exercise: ${text}` } };
}
