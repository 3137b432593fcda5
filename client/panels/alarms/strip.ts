import type { Alarm, AlarmCondition, AlarmPriority } from '#data/contract/alarm.ts';
import type { Board } from '#data/contract/board.ts';
import { annunciated, FLOOD_WINDOW } from '#data/rules/alarm-flood.ts';
import { callsApart } from '#data/rules/alarm-order.ts';
import { isWaiting } from '#data/rules/alarm-waiting.ts';

/** One place of the strip: an alarm, or several of one condition with the count of each priority. */
export type AlarmCard = {
  key: string;
  /** The gravest of them. */
  priority: AlarmPriority;
  /** How many there are of each. */
  counts: Readonly<Record<AlarmPriority, number>>;
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
  /** How many calls for help stand, answered or not; in none of the other counts. */
  calls: number;
  shelved: number;
  /** In a flood: how many were raised within the window; else null. */
  flood: number | null;
};

/**
 * As many alarms one by one as fit while a card still speaks for every other one, in groups of one
 * condition. Where even the groups are too many, the lightest are left to the count of the unshown,
 * but never priority 1: it comes first, in a single card if need be. Calls for help have a
 * place of their own; here is their number alone.
 * @param fits how many cards there is room for, at least 1.
 */
export function alarmStrip(alarms: Board['alarms'], now: number, fits: number): AlarmStrip {
  const { calls, others } = callsApart(alarms.values());
  const { shown, flood, shelved } = annunciated(others, now);
  const alone = new Set(shown);
  const told = others.filter(({ suppressedBy }) => suppressedBy === undefined);
  const waiting = told.filter((alarm) => isWaiting(alarm, now));
  const untold = waiting.filter((alarm) => !alone.has(alarm));

  let cards: AlarmCard[] = [];
  for (let singles = Math.min(shown.length, fits); singles >= 0; singles--) {
    cards = [...shown.slice(0, singles).map(single), ...inGroups([...shown.slice(singles), ...untold])];
    if (cards.length <= fits) break;
  }
  const grave = cards.filter(isGrave);
  if (grave.length > fits)
    cards = [together('p1', waiting.filter(isGrave)), ...cards.filter(({ priority }) => priority > 1)];
  const kept = cards.toSorted((a, b) => a.priority - b.priority).slice(0, fits);
  const spokenFor = kept.reduce((sum, { count }) => sum + count, 0);
  return {
    cards: kept,
    unshown: waiting.length - spokenFor,
    counts: counted(waiting),
    calls: calls.length,
    shelved,
    flood: flood ? told.filter(({ raised }) => now - raised < FLOOD_WINDOW).length : null,
  };
}

const isGrave = ({ priority }: Pick<Alarm, 'priority'>) => priority === 1;

const single = (alarm: Alarm): AlarmCard => ({
  key: alarm.id,
  priority: alarm.priority,
  counts: counted([alarm]),
  condition: alarm.condition,
  count: 1,
  newest: alarm.raised,
  alarm,
});

/** One card a condition, the gravest and largest first; priority 1 keeps its own. */
function inGroups(alarms: readonly Alarm[]): AlarmCard[] {
  const groups = Map.groupBy(alarms, ({ priority, condition }) => `${priority === 1 ? 'p1' : 'rest'}:${condition}`);
  return [...groups]
    .map(([key, group]) => (group.length === 1 ? { ...single(group[0]!), key } : together(key, group)))
    .toSorted((a, b) => a.priority - b.priority || b.count - a.count);
}

/** Several as one; of one condition where all of them are. */
function together(key: string, alarms: readonly Alarm[]): AlarmCard {
  const counts = counted(alarms);
  const [{ condition }] = alarms as [Alarm];
  return {
    key,
    priority: ([1, 2, 3] as const).find((priority) => counts[priority] > 0)!,
    counts,
    condition: alarms.every((alarm) => alarm.condition === condition) ? condition : null,
    count: alarms.length,
    newest: alarms.reduce((newest, { raised }) => Math.max(newest, raised), 0),
  };
}

function counted(alarms: readonly Alarm[]): Record<AlarmPriority, number> {
  const counts = { 1: 0, 2: 0, 3: 0 };
  for (const { priority } of alarms) counts[priority]++;
  return counts;
}
