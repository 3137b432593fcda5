import type { Alarm } from '#data/contract/alarm.ts';
import type { AlarmCommand } from '#data/contract/commands/alarm.ts';
import type { AlarmId } from '#data/contract/ids.ts';
import { accepted } from '#data/kit/result.ts';
import { alarmResponses, decideAlarm } from '#data/rules/alarm-response.ts';
import { noSuch } from '../refusal.ts';
import type { Thing } from './thing.ts';

/** `alarmCommands`: the response to an alarm. */
export const alarmThing: Thing<Alarm> = {
  called: 'alarm',
  find(id, { board }) {
    const row = board.alarms.get(id as AlarmId);
    return row ? accepted(row) : noSuch('alarm');
  },
  standing: (row) => ({ allowed: alarmResponses(row) }),
  exercise: (row) => row.exercise,
  decide: (row, said, { now }) => decideAlarm(row, said as AlarmCommand, now),
};
