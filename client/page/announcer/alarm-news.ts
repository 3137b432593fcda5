import type { Alarm } from '#data/contract/alarm.ts';
import type { Board } from '#data/contract/board.ts';
import { callsApart } from '#data/rules/alarm-order.ts';
import { unanswered } from '#data/rules/alarm-waiting.ts';

/** What is new among the alarms that wait for an answer. */
type AlarmNews = { calls: Alarm[]; others: Alarm[] };

/**
 * Tells the alarms that wait for an answer and did not the last time; all of them at first. One that is raised
 * again, or comes back from a shelf, is new again.
 */
export function createAlarmNews(): (alarms: Board['alarms'], now: number) => AlarmNews {
  let known: ReadonlySet<string> = new Set();
  return (alarms, now) => {
    const waiting = unanswered(alarms.values(), now).filter(({ active }) => active);
    const key = ({ id, raised }: Alarm) => `${id} ${raised}`;
    const fresh = waiting.filter((alarm) => !known.has(key(alarm)));
    known = new Set(waiting.map(key));
    return callsApart(fresh);
  };
}
