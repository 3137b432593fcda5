import type { Alarm, AlarmCondition } from '#data/contract/alarm.ts';
import type { AlarmPerformance } from '#data/contract/desk-api.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { AlarmId } from '#data/contract/ids.ts';
import { FLOOD_LIMIT, FLOOD_WINDOW } from '#data/rules/alarm-flood.ts';
import { isShelved } from '#data/rules/alarm-waiting.ts';
import { DAY, HOUR } from '#data/rules/civil-day.ts';
import { median } from '#data/stats/median.ts';

/** Raised so often within `FLOOD_WINDOW`, one alarm chatters. */
const CHATTERS = 3;

type Raised = { id: AlarmId; condition: AlarmCondition; at: number; acknowledged: number | null };

/**
 * How the alarm system itself performs (ISA-18.2, clause 16; EEMUA 191): from the facts about alarms
 * of [from, now), oldest first, and the alarms that stand. Only the process is measured: how long
 * until an alarm was acknowledged, never by whom.
 */
export function alarmPerformance(
  facts: readonly LoggedFact[],
  alarms: Iterable<Alarm>,
  { from, now }: { from: number; now: number },
): AlarmPerformance {
  const raised = annunciations(facts).filter(({ at }) => at >= from && at < now);
  const tenMinutes = spans(raised, from, now);
  const rows = [...alarms];
  return {
    asOf: now,
    from,
    tenMinutes,
    perHour: raised.length / ((now - from) / HOUR),
    floodShare: tenMinutes.filter(({ count }) => count > FLOOD_LIMIT).length / Math.max(1, tenMinutes.length),
    standing: rows.filter((alarm) => alarm.active && now - alarm.raised > DAY).sort((a, b) => a.raised - b.raised),
    chattering: chattering(raised),
    byCondition: byCondition(raised),
    unacknowledged: rows.filter(({ acknowledged, suppressedBy }) => !acknowledged && suppressedBy === undefined).length,
    shelved: rows.filter((alarm) => isShelved(alarm, now)).length,
    suppressed: rows.filter(({ suppressedBy }) => suppressedBy !== undefined).length,
  };
}

/** What was told to somebody: alarms suppressed in the moment in which they were raised were not. */
function annunciations(facts: readonly LoggedFact[]): Raised[] {
  const all: Raised[] = [];
  const last = new Map<AlarmId, Raised>();
  const silent = new Set<Raised>();
  for (const fact of facts) {
    if (fact.kind === 'alarm.raised') {
      const { id, condition } = fact.alarm;
      const one: Raised = { id, condition, at: fact.at, acknowledged: null };
      all.push(one);
      last.set(id, one);
    } else if (fact.kind === 'alarm.suppressed') {
      const one = last.get(fact.alarm);
      if (one?.at === fact.at) silent.add(one);
    } else if (fact.kind === 'alarm.unsuppressed') {
      // From here on it is told.
      const one = last.get(fact.alarm);
      if (one && silent.delete(one)) one.at = fact.at;
    } else if (fact.kind === 'alarm.acknowledged') {
      const one = last.get(fact.alarm);
      if (one && one.acknowledged === null) one.acknowledged = fact.at;
    }
  }
  return all.filter((one) => !silent.has(one)).sort((a, b) => a.at - b.at);
}

/** Every 10 minutes of the hour; the first and the last may be cut short. */
function spans(raised: readonly Raised[], from: number, now: number): AlarmPerformance['tenMinutes'] {
  const first = Math.floor(from / FLOOD_WINDOW) * FLOOD_WINDOW;
  const counts = new Array<number>(Math.ceil((now - first) / FLOOD_WINDOW)).fill(0);
  for (const { at } of raised) counts[Math.floor((at - first) / FLOOD_WINDOW)]!++;
  return counts.map((count, i) => ({ from: first + i * FLOOD_WINDOW, count }));
}

function chattering(raised: readonly Raised[]): AlarmPerformance['chattering'] {
  const byAlarm = Map.groupBy(raised, ({ id }) => id);
  const found: AlarmPerformance['chattering'] = [];
  for (const [alarm, times] of byAlarm) {
    const within = times.some((one, i) => (times[i + CHATTERS - 1]?.at ?? Infinity) - one.at < FLOOD_WINDOW);
    if (within) found.push({ alarm, condition: times[0]!.condition, times: times.length });
  }
  return found.sort((a, b) => b.times - a.times || (a.alarm < b.alarm ? -1 : 1));
}

function byCondition(raised: readonly Raised[]): AlarmPerformance['byCondition'] {
  const groups = Map.groupBy(raised, ({ condition }) => condition);
  const found = [...groups].map(([condition, list]) => {
    const waits = list.flatMap(({ at, acknowledged }) => (acknowledged === null ? [] : [acknowledged - at]));
    return { condition, count: list.length, medianAckMs: waits.length > 0 ? median(waits) : null };
  });
  return found.sort((a, b) => b.count - a.count || (a.condition < b.condition ? -1 : 1));
}
