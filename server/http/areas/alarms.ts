import type { Alarm } from '#data/contract/alarm.ts';
import type { AreaId } from '#data/contract/ids.ts';
import { invalid } from '#data/contract/problem.ts';
import type { listAlarms } from '#data/contract/routes/alarms.ts';
import type { QueryOf } from '#data/contract/routes/route.ts';
import { redactBoard } from '#data/rules/audience.ts';
import { isShelved } from '#data/rules/alarm-waiting.ts';
import { HOUR } from '#data/rules/civil-day.ts';
import { alarmPerformance } from '../../analysis/alarm-performance.ts';
import { readAlarmFacts } from '../../analysis/alarm-performance-facts.ts';
import { alarmList, alarmRuleList } from '../../watch/alarm-list.ts';
import { areaAsked } from '../area-asked.ts';
import { isEqual, isOneOf } from '../board-rows.ts';
import { commandOf } from '../command.ts';
import { type Handlers, ok, refuse } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

type Parts = Pick<HttpParts, 'access' | 'board' | 'clock' | 'store' | 'areas' | 'desk' | 'pack'>;

/** What stands and why, the rules behind it, and how the alarm system itself performs. */
export function alarmHandlers(parts: Parts): Handlers<'alarms'> {
  const { board, clock, store, areas } = parts;
  return {
    listAlarms({ query, caller: { view } }) {
      const within = areaAsked(query.area, view, areas);
      if (!within.ok) return refuse(invalid(within.refusal));
      const seen = redactBoard(board(), view);
      const now = clock.now();
      return ok(alarmList(seen, now, query.limit, (alarm) => isWanted(alarm, query, within.value, now)));
    },

    async readAlarmPerformance({ query: { hours }, caller: { view } }) {
      const now = clock.now();
      const from = now - hours * HOUR;
      const facts = await readAlarmFacts(store.records, from, view.area);
      const { alarms } = redactBoard(board(), view);
      return ok(alarmPerformance(facts, alarms.values(), { from, now }));
    },

    listAlarmRules: ({ caller: { view } }) => ok(alarmRuleList(redactBoard(board(), view))),

    commandAlarm: commandOf('alarm', parts),
    commandAlarmRule: commandOf('alarm-rule', parts),
  };
}

function isWanted(alarm: Alarm, query: QueryOf<typeof listAlarms>, area: AreaId | undefined, now: number): boolean {
  const { condition, priority, active, acknowledged, shelved, suppressed } = query;
  return (
    isOneOf<Alarm['condition']>(condition, alarm.condition) &&
    isOneOf<number>(priority, alarm.priority) &&
    isEqual(active, alarm.active) &&
    isEqual(acknowledged, alarm.acknowledged) &&
    isEqual(shelved, isShelved(alarm, now)) &&
    isEqual(suppressed, alarm.suppressedBy !== undefined) &&
    (area === undefined || alarm.areas.includes(area))
  );
}
