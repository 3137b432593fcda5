import type { Alarm, AlarmCondition, AlarmPriority } from '#data/contract/alarm.ts';
import type { Board } from '#data/contract/board.ts';
import { annunciated, FLOOD_WINDOW, type AlarmGroup } from '#data/rules/alarm-flood.ts';
import { isCallForHelp } from '#data/rules/alarm-order.ts';
import { isWaiting } from '#data/rules/alarm-waiting.ts';

/** One place of the strip: an alarm, or several of one condition under the gravest of their priorities. */
export type AlarmCard = {
  key: string;
  priority: AlarmPriority;
  /** Null: of several conditions. */
  condition: AlarmCondition | null;
  count: number;
  newest: number;
  /** The alarm itself where there is one. */
  alarm?: Alarm;
};

export type AlarmStrip = {
  cards: AlarmCard[];
  /** Alarms that no card speaks for; none of them is of priority 1. */
  unshown: number;
  /** By priority, all that are neither shelved nor suppressed. */
  counts: Record<AlarmPriority, number>;
  shelved: number;
  /** In a flood: how many were raised within the window; else null. */
  flood: number | null;
};

/**
 * As many alarms one by one as fit while a card still speaks for every other one, in groups of one
 * condition. Where even the groups are too many, the lightest are left to the count of the unshown,
 * but never priority 1: it comes first, in a single card if need be. Calls for help are not here: they have
 * a place of their own.
 * @param fits how many cards there is room for, at least 1.
 */
export function alarmStrip(alarms: Board['alarms'], now: number, fits: number): AlarmStrip {
  const others = [...alarms.values()].filter((alarm) => !isCallForHelp(alarm));
  const { shown, groups, flood, shelved } = annunciated(others, now);
  const told = others.filter(({ suppressedBy }) => suppressedBy === undefined);
  const waiting = told.filter((alarm) => isWaiting(alarm, now));
  const counts = { 1: 0, 2: 0, 3: 0 };
  for (const { priority } of waiting) counts[priority]++;

  let cards: AlarmCard[] = [];
  for (let singles = Math.min(shown.length, fits); singles >= 0; singles--) {
    cards = [...shown.slice(0, singles).map(single), ...inGroups(shown.slice(singles), groups)];
    if (cards.length <= fits) break;
  }
  const grave = cards.filter(({ priority }) => priority === 1);
  if (grave.length > fits) cards = [together(grave), ...cards.filter(({ priority }) => priority > 1)];
  const kept = cards.toSorted((a, b) => a.priority - b.priority).slice(0, fits);
  const spokenFor = kept.reduce((sum, { count }) => sum + count, 0);
  return {
    cards: kept,
    unshown: waiting.length - spokenFor,
    counts,
    shelved,
    flood: flood ? told.filter(({ raised }) => now - raised < FLOOD_WINDOW).length : null,
  };
}

const single = (alarm: Alarm): AlarmCard => ({
  key: alarm.id,
  priority: alarm.priority,
  condition: alarm.condition,
  count: 1,
  newest: alarm.raised,
  alarm,
});

/** What was annunciated but has no room joins the groups of what was not; priority 1 keeps its own. */
function inGroups(crowded: readonly Alarm[], groups: readonly AlarmGroup[]): AlarmCard[] {
  const cards = new Map<string, AlarmCard>();
  const add = ({ priority, condition, count, newest, alarm }: Omit<AlarmCard, 'key'>) => {
    const key = `${priority === 1 ? 'p1' : 'rest'}:${condition}`;
    const card = cards.get(key);
    cards.set(key, {
      key,
      condition,
      count: count + (card?.count ?? 0),
      priority: Math.min(priority, card?.priority ?? priority) as AlarmPriority,
      newest: Math.max(newest, card?.newest ?? newest),
      ...(alarm && !card && { alarm }),
    });
  };
  for (const { condition, priority, count, newest } of groups) add({ condition, priority, count, newest });
  for (const alarm of crowded) add(single(alarm));
  return [...cards.values()].toSorted((a, b) => a.priority - b.priority || b.count - a.count);
}

/** Cards of one priority as one. */
function together(cards: readonly AlarmCard[]): AlarmCard {
  return {
    key: 'together',
    priority: cards[0]!.priority,
    condition: null,
    count: cards.reduce((sum, { count }) => sum + count, 0),
    newest: Math.max(...cards.map(({ newest }) => newest)),
  };
}
