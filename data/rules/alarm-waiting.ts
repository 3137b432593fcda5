import type { Alarm } from '../contract/alarm.ts';

/** On a shelf at `now`. A shelf that has ended holds nothing, though the fact that says so may still be on its way. */
export function isShelved({ shelvedUntil }: Pick<Alarm, 'shelvedUntil'>, now: number): boolean {
  return shelvedUntil !== undefined && shelvedUntil > now;
}

/** Waits for people: neither on a shelf nor said by another alarm. */
export function isWaiting(alarm: Pick<Alarm, 'shelvedUntil' | 'suppressedBy'>, now: number): boolean {
  return alarm.suppressedBy === undefined && !isShelved(alarm, now);
}

/** The gravest first, and of one priority what has stood the longest. */
export function byPriorityAndAge(a: Alarm, b: Alarm): number {
  return a.priority - b.priority || a.raised - b.raised || (a.id < b.id ? -1 : 1);
}

/** What waits and nobody has answered, active or not. */
export function unanswered(alarms: Iterable<Alarm>, now: number): Alarm[] {
  return [...alarms].filter((alarm) => !alarm.acknowledged && isWaiting(alarm, now)).sort(byPriorityAndAge);
}
