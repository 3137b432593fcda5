import type { AlarmCondition, AlarmPriority } from '../contract/alarm.ts';
import type { Priority } from '../contract/incident.ts';
import { MINUTE } from './civil-day.ts';

/** Conditions that time itself brings about; `panic` is somebody's button. */
export type WatchedCondition = Exclude<AlarmCondition, 'panic'>;

/**
 * Only what a supervisor can and must respond to is an alarm; the rest is on the boards. Delays in
 * milliseconds: how long a condition must hold before it is raised, and be gone before it is
 * cleared, so that nothing chatters.
 */
export type AlarmRule = { onDelay: number; offDelay: number };

export const alarmRules: Readonly<Record<WatchedCondition, AlarmRule>> = {
  'p1-unassigned': { onDelay: MINUTE, offDelay: 0 },
  'limit-near': { onDelay: 0, offDelay: 0 },
  'limit-passed': { onDelay: 0, offDelay: 0 },
  // One fix from the edge of coverage does not make a unit reachable.
  'unit-silent': { onDelay: 0, offDelay: MINUTE / 2 },
  // Posts change hands: a gap of a moment is none.
  'cell-unstaffed': { onDelay: 2 * MINUTE, offDelay: MINUTE },
  'inspection-overdue': { onDelay: 0, offDelay: 0 },
  'welfare-due': { onDelay: 0, offDelay: 0 },
  'coverage-gap': { onDelay: 5 * MINUTE, offDelay: MINUTE },
  'channel-silent': { onDelay: 0, offDelay: 0 },
  cluster: { onDelay: 0, offDelay: 10 * MINUTE },
  'task-overdue': { onDelay: 0, offDelay: 0 },
  'danger-overdue': { onDelay: 0, offDelay: 0 },
  'confirmation-due': { onDelay: 0, offDelay: 0 },
};

/** A unit on duty and on no incident may be out of contact for so long. */
export const SILENT_ON_DUTY = 15 * MINUTE;

/** By the incident's own priority; null = on the incident board only. */
export const limitPriority: Readonly<Record<'limit-near' | 'limit-passed', Record<Priority, AlarmPriority | null>>> = {
  'limit-near': { 1: 2, 2: 2, 3: 3, 4: null },
  'limit-passed': { 1: 1, 2: 2, 3: 3, 4: 3 },
};
