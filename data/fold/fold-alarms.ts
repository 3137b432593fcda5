import type { Alarm } from '../contract/alarm.ts';
import type { Board } from '../contract/board.ts';
import type { LoggedFact } from '../contract/fact.ts';
import { editMap } from '../kit/edit-map.ts';

/** The alarm table after `facts`: what is active, and what waits for an acknowledgement. */
export function foldAlarms(before: Board['alarms'], facts: readonly LoggedFact[]): Board['alarms'] {
  const table = editMap(before);
  for (const fact of facts) {
    if (fact.kind === 'alarm.raised') {
      table.set(fact.alarm.id, {
        ...fact.alarm,
        raised: fact.at,
        active: true,
        acknowledged: false,
        exercise: fact.exercise === true,
      });
      continue;
    }
    if (!('alarm' in fact)) continue;
    const alarm = table.get(fact.alarm);
    if (!alarm) continue;
    const next = changed(alarm, fact);
    if (next.active || !next.acknowledged) table.set(alarm.id, next);
    else table.delete(alarm.id);
  }
  return table.done();
}

type AlarmChange = LoggedFact & { kind: 'alarm.cleared' | 'alarm.acknowledged' | 'alarm.shelved' | 'alarm.unshelved' };

function changed(alarm: Alarm, fact: AlarmChange): Alarm {
  if (fact.kind === 'alarm.cleared') return { ...alarm, active: false };
  if (fact.kind === 'alarm.acknowledged') return { ...alarm, acknowledged: true };
  if (fact.kind === 'alarm.shelved') return { ...alarm, shelvedUntil: fact.until };
  const { shelvedUntil: _ended, ...rest } = alarm;
  return rest;
}
