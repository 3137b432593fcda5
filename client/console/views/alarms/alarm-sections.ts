import type { Alarm } from '#data/contract/alarm.ts';
import { annunciated, FLOOD_WINDOW, type AlarmGroup } from '#data/rules/alarm-flood.ts';
import { alarmOrder } from '#data/rules/alarm-order.ts';
import { isShelved, isWaiting } from '#data/rules/alarm-waiting.ts';

/** A group of a flood with the alarms that are in it. */
export type OpenGroup = AlarmGroup & { alarms: readonly Alarm[] };

export type AlarmSections = {
  /** Told one by one. */
  standing: readonly Alarm[];
  /** In a flood: what is told together. */
  groups: readonly OpenGroup[];
  shelved: readonly Alarm[];
  suppressed: readonly Alarm[];
  /** More than ten in the last ten minutes: how many; else null. */
  flood: number | null;
};

/** Where each alarm is listed; every one is in exactly one section. */
export function alarmSections(alarms: Iterable<Alarm>, now: number): AlarmSections {
  const all = [...alarms].toSorted(alarmOrder);
  const shelved = all.filter((alarm) => isShelved(alarm, now));
  const suppressed = all.filter((alarm) => !isShelved(alarm, now) && alarm.suppressedBy !== undefined);
  const waiting = all.filter((alarm) => isWaiting(alarm, now));
  const { shown, groups, flood } = annunciated(waiting, now);
  if (!flood) return { standing: waiting, groups: [], shelved, suppressed, flood: null };
  const alone = new Set(shown.map(({ id }) => id));
  const rest = waiting.filter(({ id }) => !alone.has(id));
  return {
    standing: shown,
    groups: groups.map((group) => ({
      ...group,
      alarms: rest.filter(({ condition }) => condition === group.condition),
    })),
    shelved,
    suppressed,
    flood: waiting.filter(({ raised }) => now - raised < FLOOD_WINDOW).length,
  };
}
