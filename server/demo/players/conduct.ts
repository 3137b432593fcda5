import type { UnitId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { unsignedTasks } from '#data/rules/decide-linkage.ts';
import { spread } from '../chance.ts';
import { ACCEPT_AFTER, DEPART_AFTER, type Course, type Luck } from '../course.ts';
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
export type Twist = 'cancel' | 'refer' | 'suspend' | 'extend' | 'note' | 'none';

export function twistOf(luck: Luck): Twist {
  const u = luck('twist');
  if (u < 0.04) return 'cancel';
  if (u < 0.07) return 'refer';
  if (u < 0.12) return 'suspend';
  if (u < 0.15) return 'extend';
  return u < 0.3 ? 'note' : 'none';
}

/**
 * The next thing that the people of the demo do about an incident, as its row stands: nothing is
 * remembered, so that it does not matter who brought it there or whether the process has just
 * started. `arrival` tells when a unit on its way will be there, undefined when it has not left.
 */
export function nextDeed(
  incident: Incident,
  course: Course,
  luck: Luck,
  arrival: (unit: UnitId) => number | undefined,
  tempo: Tempo,
): Deed | null {
  const { state, assignments, times, suspended, reportedAt } = incident;
  const fromReport = (t: number) => tempo.after(reportedAt, t - reportedAt);
  if (state === 'resolved' || state === 'verified') {
    const resolved = times.resolved ?? times.received;
    const [left] = assignments;
    if (left)
      return { is: 'stand-down', unit: left.unit, at: tempo.after(resolved, spread(PACK_UP_FOR, luck('pack up'))) };
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
        const there = arrival(unit);
        return there === undefined ? { is: 'drive-on', unit, at: since } : { is: 'arrive', unit, at: there };
      }
      case 'onscene': {
        const at = tempo.after(since, course.work);
        return { is: 'leave', unit, at, forGood: course.finish === undefined || at >= fromReport(course.finish) };
      }
    }
  }
}

/** The desk waits for those who have yet to sign off, but not for ever. */
function signing(incident: Incident): number {
  return unsignedTasks(incident).length > 0 ? SIGNED_WITHIN : 0;
}

/** What a crew that leaves for the time being leaves behind, by the incident's twist. */
export function ordersOnLeaving(twist: Twist, now: number, tempo: Tempo, luck: Luck): Order[] {
  if (twist === 'suspend') {
    const until = Math.round(tempo.after(now, (2 + 20 * luck('pause')) * HOUR));
    return [{ name: 'suspend', body: { until, reason: 'Exercise: waiting for a spare part' } }];
  }
  if (twist === 'extend') {
    const by = { amount: 1, unit: 'working-days' } as const;
    return [{ name: 'extend', body: { limit: 'resolve', by, reason: 'Exercise: more work than expected' } }];
  }
  return twist === 'note' ? [{ name: 'note', body: { text: 'Exercise: made safe, materials ordered.' } }] : [];
}
