import type { Alarm, AlarmCondition, AlarmPriority } from '../contract/alarm.ts';
import { MINUTE } from './civil-day.ts';

/** More than this many alarms within `FLOOD_WINDOW` are a flood (IEC 62682). */
const FLOOD_LIMIT = 10;
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
  /** Told one by one, the gravest first, then the newest. */
  shown: Alarm[];
  /** The rest, the gravest and largest group first. */
  groups: AlarmGroup[];
  /** More than `FLOOD_LIMIT` were raised within the last `FLOOD_WINDOW`. */
  flood: boolean;
  /** Left out because somebody shelved them. */
  shelved: number;
};

/**
 * What a position is told: at most `FLOOD_LIMIT` alarms one by one in any `FLOOD_WINDOW`, first
 * come first shown, so that what stands there stays there; priority 1 always; the rest in groups.
 */
export function annunciated(alarms: Iterable<Alarm>, now: number): Annunciation {
  const all = [...alarms];
  const waiting = all.filter(({ shelvedUntil }) => shelvedUntil === undefined || shelvedUntil <= now);
  waiting.sort((a, b) => a.raised - b.raised || (a.id < b.id ? -1 : 1));
  const shown: Alarm[] = [];
  const rest: Alarm[] = [];
  for (const alarm of waiting) {
    const nthLast = shown.at(-FLOOD_LIMIT);
    const isFull = nthLast !== undefined && alarm.raised - nthLast.raised < FLOOD_WINDOW;
    if (alarm.priority === 1 || !isFull) shown.push(alarm);
    else rest.push(alarm);
  }
  return {
    shown: shown.toSorted((a, b) => a.priority - b.priority || b.raised - a.raised),
    groups: grouped(rest),
    flood: all.filter(({ raised }) => now - raised < FLOOD_WINDOW).length > FLOOD_LIMIT,
    shelved: all.length - waiting.length,
  };
}

function grouped(alarms: readonly Alarm[]): AlarmGroup[] {
  const groups = new Map<AlarmCondition, AlarmGroup>();
  for (const { condition, priority, raised } of alarms) {
    const group = groups.get(condition) ?? { condition, count: 0, priority, oldest: raised, newest: raised };
    group.count++;
    group.priority = Math.min(group.priority, priority) as AlarmPriority;
    group.newest = raised;
    groups.set(condition, group);
  }
  return [...groups.values()].toSorted((a, b) => a.priority - b.priority || b.count - a.count);
}
