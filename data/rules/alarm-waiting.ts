import type { Alarm } from '../contract/alarm.ts';
import { alarmOrder, isCallForHelp } from './alarm-order.ts';

type Shelved = Pick<Alarm, 'condition' | 'shelvedUntil'>;

/**
 * On a shelf at `now`. A shelf that has ended holds nothing, though the fact that says so may still be on its
 * way; and none ever holds a call for help.
 */
export function isShelved(alarm: Shelved, now: number): boolean {
  return alarm.shelvedUntil !== undefined && alarm.shelvedUntil > now && !isCallForHelp(alarm);
}

/** Waits for people: neither on a shelf nor said by another alarm. */
export function isWaiting(alarm: Shelved & Pick<Alarm, 'suppressedBy'>, now: number): boolean {
  return alarm.suppressedBy === undefined && !isShelved(alarm, now);
}

/** What waits and nobody has answered, active or not. */
export function unanswered(alarms: Iterable<Alarm>, now: number): Alarm[] {
  return [...alarms].filter((alarm) => !alarm.acknowledged && isWaiting(alarm, now)).sort(alarmOrder);
}
