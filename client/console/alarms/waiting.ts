import type { Alarm } from '#data/contract/alarm.ts';
import type { Board } from '#data/contract/board.ts';

/**
 * The alarms that want an answer, gravest and then oldest first: active or not, nobody has
 * acknowledged them; what is shelved or said by another alarm waits elsewhere.
 */
export function waitingAlarms(alarms: Board['alarms']): Alarm[] {
  return [...alarms.values()]
    .filter((alarm) => !alarm.acknowledged && alarm.shelvedUntil === undefined && alarm.suppressedBy === undefined)
    .sort((a, b) => a.priority - b.priority || a.raised - b.raised || (a.id < b.id ? -1 : 1));
}
