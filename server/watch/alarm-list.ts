import type { Alarm, AlarmCondition } from '#data/contract/alarm.ts';
import type { Board } from '#data/contract/board.ts';
import type { AlarmRulesAnswer, AlarmsAnswer } from '#data/contract/desk-api.ts';
import { explainAlarm } from '#data/rules/alarm-explanation.ts';
import { annunciated } from '#data/rules/alarm-flood.ts';
import { alarmResponses } from '#data/rules/alarm-response.ts';
import { alarmOrder } from '#data/rules/alarm-order.ts';
import { alarmRules } from '#data/rules/alarm-rules.ts';
import { alarmRuleCommandsFor } from '#data/rules/alarm-service.ts';
import { isShelved } from '#data/rules/alarm-waiting.ts';
import { suppressions } from '#data/rules/alarm-suppression.ts';

/** The first `limit` alarms of a board that are wanted, each with why it stands and what may be done. */
export function alarmList(board: Board, now: number, limit: number, isWanted: (alarm: Alarm) => boolean): AlarmsAnswer {
  const { shown, groups, flood, shelved, suppressed } = annunciated(board.alarms.values(), now);
  const alone = new Set(shown);
  const rows = [...board.alarms.values()].filter(isWanted).sort(alarmOrder);
  const items = rows.slice(0, limit).map((alarm): AlarmsAnswer['items'][number] => ({
    ...alarm,
    told: toldOf(alarm),
    explanation: explainAlarm(alarm, board, now),
    allowed: alarmResponses(alarm),
  }));
  return { asOf: now, total: rows.length, items, groups, flood, shelved, suppressed };

  function toldOf(alarm: Alarm): AlarmsAnswer['items'][number]['told'] {
    if (alone.has(alarm)) return 'alone';
    if (alarm.suppressedBy !== undefined) return 'suppressed';
    return isShelved(alarm, now) ? 'shelved' : 'grouped';
  }
}

/** Every condition that is watched. */
export function alarmRuleList(board: Pick<Board, 'outOfService'>): AlarmRulesAnswer {
  const items = (Object.keys(alarmRules) as AlarmCondition[]).map((condition) => {
    const { subject, priorities, onDelay, offDelay, responder } = alarmRules[condition];
    const outOfService = board.outOfService.get(condition);
    return {
      condition,
      subject,
      priorities: [...priorities],
      onDelay,
      offDelay,
      responder,
      suppressedUnder: suppressions.filter(({ alarm }) => alarm === condition).map(({ under }) => under),
      outOfService: outOfService ?? null,
      allowed: alarmRuleCommandsFor(condition, outOfService),
    };
  });
  return { items };
}
