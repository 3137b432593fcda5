import type { Alarm, AlarmCondition } from '../contract/alarm.ts';
import type { Board } from '../contract/board.ts';
import type { AlarmId, SourceName, UnitId } from '../contract/ids.ts';
import { alarmId } from './alarm-identity.ts';

/** What the alarms themselves do not say of how they hang together. */
export type AlarmLinks = {
  /** The source that a unit's positions come through. */
  sourceOf(unit: UnitId): SourceName | undefined;
};

/** One row: `alarm` is not annunciated while `under` stands and says all of it. */
type Suppression = {
  alarm: AlarmCondition;
  under: AlarmCondition;
  /** Which alarm of `under` that would be. */
  which: 'same subject' | 'area above' | 'its source' | 'any source of positions';
};

/**
 * Suppression by design. What is suppressed is counted and comes back by itself when the other alarm
 * ends or is shelved; nothing is suppressed under an alarm of lower priority.
 */
export const suppressions: readonly Suppression[] = [
  { alarm: 'limit-near', under: 'limit-passed', which: 'same subject' },
  { alarm: 'limit-near', under: 'p1-unassigned', which: 'same subject' },
  { alarm: 'limit-passed', under: 'p1-unassigned', which: 'same subject' },
  { alarm: 'task-overdue', under: 'limit-passed', which: 'same subject' },
  { alarm: 'inspection-overdue', under: 'cell-unstaffed', which: 'same subject' },
  { alarm: 'welfare-due', under: 'panic', which: 'same subject' },
  { alarm: 'welfare-due', under: 'unit-silent', which: 'same subject' },
  { alarm: 'unit-silent', under: 'channel-silent', which: 'its source' },
  { alarm: 'coverage-gap', under: 'channel-silent', which: 'any source of positions' },
  { alarm: 'coverage-gap', under: 'coverage-gap', which: 'area above' },
];

const rowsOf = new Map<AlarmCondition, Suppression[]>();
for (const row of suppressions) rowsOf.set(row.alarm, [...(rowsOf.get(row.alarm) ?? []), row]);

/** Of the active alarms, which are suppressed, each under the one that is annunciated in its place. */
export function suppressedUnder(alarms: Board['alarms'], links: AlarmLinks): ReadonlyMap<AlarmId, AlarmId> {
  const silentSources: Alarm[] = [];
  const standing = new Set<AlarmCondition>();
  for (const alarm of alarms.values()) {
    if (alarm.active) standing.add(alarm.condition);
    if (alarm.condition === 'channel-silent' && alarm.figures?.['units'] !== undefined) silentSources.push(alarm);
  }
  const found = new Map<AlarmId, AlarmId>();
  for (const alarm of alarms.values()) {
    const root = rootOf(alarm);
    if (alarm.active && root !== alarm) found.set(alarm.id, root.id);
  }
  return found;

  /** The table has no circle, so this ends. */
  function rootOf(alarm: Alarm): Alarm {
    for (const row of rowsOf.get(alarm.condition) ?? []) {
      if (!standing.has(row.under)) continue;
      for (const id of candidates(alarm, row)) {
        const over = alarms.get(id);
        if (over?.active && over.shelvedUntil === undefined && over.priority <= alarm.priority) return rootOf(over);
      }
    }
    return alarm;
  }

  function candidates({ subject, areas }: Alarm, { under, which }: Suppression): AlarmId[] {
    switch (which) {
      case 'same subject':
        return [alarmId(under, subject)];
      case 'area above':
        return areas.filter((id) => id !== subject.id).map((id) => alarmId(under, { kind: 'area', id }));
      case 'its source': {
        const source = links.sourceOf(subject.id as UnitId);
        return source === undefined ? [] : [alarmId(under, { kind: 'source', id: source })];
      }
      case 'any source of positions':
        return silentSources.map(({ id }) => id);
    }
  }
}
