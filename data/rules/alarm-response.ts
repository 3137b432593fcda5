import type { Alarm } from '../contract/alarm.ts';
import type { AlarmCommand, AlarmCommandName } from '../contract/commands/alarm.ts';
import { accepted, refused } from '../kit/result.ts';
import { DAY } from './civil-day.ts';
import { isCallForHelp } from './alarm-order.ts';
import type { Decided } from './decision.ts';

/** A shelf that outlasts the next shift would be forgotten. */
const LONGEST_SHELF = DAY;

/** The responses that the alarm still takes. */
export function alarmResponses(alarm: Alarm): AlarmCommandName[] {
  return [
    ...(alarm.acknowledged ? [] : (['acknowledge'] as const)),
    ...(isCallForHelp(alarm) ? [] : (['shelve'] as const)),
    ...(alarm.shelvedUntil === undefined ? [] : (['unshelve'] as const)),
  ];
}

export function decideAlarm(alarm: Alarm, command: AlarmCommand, now: number): Decided {
  switch (command.name) {
    case 'acknowledge':
      if (alarm.acknowledged) return refused({ why: 'acknowledged' });
      return accepted([{ kind: 'alarm.acknowledged', alarm: alarm.id }]);
    case 'shelve': {
      const { until, reason } = command.body;
      if (isCallForHelp(alarm)) return refused({ why: 'never-shelved' });
      if (until <= now) return refused({ why: 'until-past', pointer: '/until' });
      if (until > now + LONGEST_SHELF) return refused({ why: 'until-far', pointer: '/until' });
      return accepted([{ kind: 'alarm.shelved', alarm: alarm.id, until, reason }]);
    }
    case 'unshelve':
      if (alarm.shelvedUntil === undefined) return refused({ why: 'not-shelved' });
      return accepted([{ kind: 'alarm.unshelved', alarm: alarm.id }]);
  }
}
