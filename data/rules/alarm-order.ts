import type { Alarm } from '../contract/alarm.ts';

type Ordered = Pick<Alarm, 'id' | 'condition' | 'priority' | 'active' | 'acknowledged' | 'raised'>;

/**
 * A crew pressed its button. It stands before everything else on every surface, in a place of its own:
 * never in a group, never out of sight, on no shelf and never out of service.
 */
export const isCallForHelp = ({ condition }: Pick<Alarm, 'condition'>): boolean => condition === 'panic';

/**
 * The one order of alarms: calls for help, then the gravest; of one priority what nobody has answered yet,
 * then what somebody has, then what is over; and among these what has stood the longest.
 */
export function alarmOrder(a: Ordered, b: Ordered): number {
  return (
    Number(isCallForHelp(b)) - Number(isCallForHelp(a)) ||
    a.priority - b.priority ||
    stage(a) - stage(b) ||
    a.raised - b.raised ||
    (a.id < b.id ? -1 : 1)
  );
}

const stage = ({ active, acknowledged }: Ordered) => (!active ? 2 : acknowledged ? 1 : 0);

/** Alarms as every surface shows them, both parts in their order: the calls for help in a place of their own. */
export function callsApart<Row extends Ordered>(alarms: Iterable<Row>): { calls: Row[]; others: Row[] } {
  const ordered = [...alarms].sort(alarmOrder);
  const calls = ordered.filter(isCallForHelp);
  return { calls, others: ordered.slice(calls.length) };
}
