import type { Alarm, AlarmCondition, AlarmPriority } from '../contract/alarm.ts';
import type { Priority } from '../contract/incident.ts';
import { DAY, MINUTE } from './civil-day.ts';

/**
 * Only what somebody can and must respond to is an alarm; the rest is on the boards. Delays in
 * milliseconds: how long a condition must hold before it is raised, and be gone before it is
 * cleared, so that nothing chatters. docs/alarms.md shows this table; a test holds them together.
 */
export type AlarmRule = {
  subject: Alarm['subject']['kind'];
  /** The gravest first, where it depends on the case. */
  priorities: readonly AlarmPriority[];
  onDelay: number;
  offDelay: number;
  /** Who must respond. */
  responder: 'supervisor' | 'admin';
  /** `second`: in every round of the watch; `minute`: once a minute, because much is looked through. */
  looked: 'second' | 'minute';
};

export const alarmRules: Readonly<Record<AlarmCondition, AlarmRule>> = {
  /** Latched: it stands until somebody has ended the call for help. */
  panic: rule('unit', [1]),
  'p1-unassigned': rule('incident', [1], { onDelay: MINUTE }),
  'limit-passed': rule('incident', [1, 2, 3]),
  'limit-near': rule('incident', [2, 3]),
  // One fix from the edge of coverage does not make a unit reachable.
  'unit-silent': rule('unit', [1, 2, 3], { offDelay: MINUTE / 2 }),
  'welfare-due': rule('unit', [1, 2]),
  'channel-silent': rule('source', [2], { responder: 'admin', looked: 'minute' }),
  cluster: rule('area', [2], { offDelay: 10 * MINUTE, looked: 'minute' }),
  // Units turn round and posts change hands: a gap of a moment is none.
  'coverage-gap': rule('area', [2, 3], { onDelay: 5 * MINUTE, offDelay: 2 * MINUTE, looked: 'minute' }),
  'cell-unstaffed': rule('cell', [3], { onDelay: 2 * MINUTE, offDelay: MINUTE }),
  'task-overdue': rule('incident', [2, 3]),
  'inspection-overdue': rule('cell', [3]),
  'danger-overdue': rule('danger', [3]),
  'confirmation-due': rule('dispute', [2, 3]),
  'answer-overdue': rule('incident', [3]),
  'answer-disputed': rule('incident', [2]),
};

function rule(
  subject: AlarmRule['subject'],
  priorities: readonly AlarmPriority[],
  over: Partial<AlarmRule> = {},
): AlarmRule {
  return { subject, priorities, onDelay: 0, offDelay: 0, responder: 'supervisor', looked: 'second', ...over };
}

/** A unit on duty and on no incident may be out of contact for so long. */
export const SILENT_ON_DUTY = 15 * MINUTE;

/** A crew on scene says so often that it is well, by the priority of its incident. */
export const welfareEvery: Readonly<Record<Priority, number>> = {
  1: 15 * MINUTE,
  2: 20 * MINUTE,
  3: 20 * MINUTE,
  4: 20 * MINUTE,
};

/** The court must be asked within 30 days of the agreement; the last of them are pressing. */
export const CONFIRMATION_NEAR = 7 * DAY;

/** By the incident's own priority; null = on the incident board only. */
export const limitPriority: Readonly<Record<'limit-near' | 'limit-passed', Record<Priority, AlarmPriority | null>>> = {
  'limit-near': { 1: 2, 2: 2, 3: 3, 4: null },
  'limit-passed': { 1: 1, 2: 2, 3: 3, 4: 3 },
};
