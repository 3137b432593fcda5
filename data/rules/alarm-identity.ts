import type { Alarm, AlarmCondition, AlarmPriority } from '../contract/alarm.ts';
import type { AlarmId, AreaId } from '../contract/ids.ts';

/** A condition that holds now. */
export type Condition = {
  alarm: Pick<Alarm, 'id' | 'condition' | 'subject' | 'priority' | 'areas' | 'figures'>;
  /** From when on it has held, as far as is known; else now. */
  since: number;
  exercise: boolean;
};

/**
 * The same condition of the same subject is the same alarm for ever: `limit-passed:incident:ID`.
 * `part` tells apart what one subject may have several of.
 */
export function alarmId(condition: AlarmCondition, { kind, id }: Alarm['subject'], part?: string): AlarmId {
  return `${condition}:${kind}:${id}${part === undefined ? '' : `:${part}`}` as AlarmId;
}

export function alarmOf(
  condition: AlarmCondition,
  subject: Alarm['subject'],
  priority: AlarmPriority,
  areas: AreaId[],
  more: { part?: string; figures?: Alarm['figures'] } = {},
): Condition['alarm'] {
  const id = alarmId(condition, subject, more.part);
  return { id, condition, subject, priority, areas, ...(more.figures && { figures: more.figures }) };
}
