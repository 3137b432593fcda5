import type { Alarm, AlarmCondition, AlarmPriority } from '../contract/alarm.ts';
import { alarmOrder } from './alarm-order.ts';
import { isWaiting } from './alarm-waiting.ts';
import { MINUTE } from './civil-day.ts';

/** More than this many alarms within `FLOOD_WINDOW` are a flood (IEC 62682). */
export const FLOOD_LIMIT = 10;
export const FLOOD_WINDOW = 10 * MINUTE;

/** Alarms of one condition that are told as one line. */
export type AlarmGroup = {
  condition: AlarmCondition;
  count: number;
  /** The gravest of them. */
  priority: AlarmPriority;
  oldest: number;
  newest: number;
};

export type Annunciation = {
  /** Told one by one, in the order of alarms. */
  shown: Alarm[];
  /** The rest, the gravest and largest group first. */
  groups: AlarmGroup[];
  /** More than `FLOOD_LIMIT` were raised within the last `FLOOD_WINDOW`. */
  flood: boolean;
  /** Left out because somebody shelved them. */
  shelved: number;
  /** Left out by design: another alarm says all of it. */
  suppressed: number;
};

/**
 * What a position is told: at most `FLOOD_LIMIT` alarms one by one in any `FLOOD_WINDOW`, first
 * come first shown, so that what stands there stays there; priority 1 always; the rest in groups.
 */
export function annunciated(alarms: Iterable<Alarm>, now: number): Annunciation {
  const waiting: Alarm[] = [];
  let shelved = 0;
  let suppressed = 0;
  let recent = 0;
  for (const alarm of alarms) {
    if (alarm.suppressedBy !== undefined) suppressed++;
    else {
      if (now - alarm.raised < FLOOD_WINDOW) recent++;
      if (isWaiting(alarm, now)) waiting.push(alarm);
      else shelved++;
    }
  }
  inOrder(waiting);
  const shown: Alarm[] = [];
  const groups = new Map<AlarmCondition, AlarmGroup>();
  for (const alarm of waiting) {
    const nthLast = shown[shown.length - FLOOD_LIMIT];
    const isFull = nthLast !== undefined && alarm.raised - nthLast.raised < FLOOD_WINDOW;
    if (alarm.priority === 1 || !isFull) shown.push(alarm);
    else addTo(groups, alarm);
  }
  return {
    shown: shown.toSorted(alarmOrder),
    groups: [...groups.values()].toSorted((a, b) => a.priority - b.priority || b.count - a.count),
    flood: recent > FLOOD_LIMIT,
    shelved,
    suppressed,
  };
}

/**
 * Sorts by when they were raised; those of one instant stay in the order of the table, which is
 * that of the log. A table mostly is in order already.
 */
function inOrder(alarms: Alarm[]): void {
  if (alarms.some(({ raised }, i) => i > 0 && raised < alarms[i - 1]!.raised))
    alarms.sort((a, b) => a.raised - b.raised);
}

function addTo(groups: Map<AlarmCondition, AlarmGroup>, { condition, priority, raised }: Alarm): void {
  const group = groups.get(condition);
  if (!group) groups.set(condition, { condition, count: 1, priority, oldest: raised, newest: raised });
  else {
    group.count++;
    if (priority < group.priority) group.priority = priority;
    group.newest = raised;
  }
}
