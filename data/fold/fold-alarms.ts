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
    if (!isChange(fact)) continue;
    const alarm = table.get(fact.alarm);
    if (!alarm) continue;
    const next = changed(alarm, fact);
    if (stays(next)) table.set(alarm.id, next);
    else table.delete(alarm.id);
  }
  return table.done();
}

/** One that is over while another says all of it waits for nobody: it was not annunciated. */
const stays = ({ active, acknowledged, suppressedBy }: Alarm) =>
  active || (!acknowledged && suppressedBy === undefined);

/** The conditions that are out of service after `facts`. */
export function foldOutOfService(before: Board['outOfService'], facts: readonly LoggedFact[]): Board['outOfService'] {
  const table = editMap(before);
  for (const fact of facts) {
    if (fact.kind === 'alarm-rule.taken-out') {
      const { condition, until, reason, at } = fact;
      table.set(condition, { id: condition, since: at, until, ...(reason !== undefined && { reason }) });
    } else if (fact.kind === 'alarm-rule.returned') table.delete(fact.condition);
  }
  return table.done();
}

const isChange = (fact: LoggedFact): fact is AlarmChange => 'alarm' in fact;

type AlarmChange = Exclude<LoggedFact & { kind: `alarm.${string}` }, { kind: 'alarm.raised' }>;

function changed(alarm: Alarm, fact: AlarmChange): Alarm {
  const { shelvedUntil: _shelf, ...unshelved } = alarm;
  const { suppressedBy: _other, ...unsuppressed } = alarm;
  switch (fact.kind) {
    case 'alarm.cleared':
      return { ...alarm, active: false };
    case 'alarm.acknowledged':
      return { ...alarm, acknowledged: true };
    case 'alarm.shelved':
      return { ...alarm, shelvedUntil: fact.until };
    case 'alarm.unshelved':
      return unshelved;
    case 'alarm.suppressed':
      return { ...alarm, suppressedBy: fact.under };
    case 'alarm.unsuppressed':
      return unsuppressed;
  }
}
