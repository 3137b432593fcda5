import type { Category, CityPack } from '#data/contract/city-pack.ts';
import type { TimeLimit } from '#data/contract/time-limit.ts';
import type { Priority } from '#data/contract/incident.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { afterLimit } from '#data/rules/time-limits.ts';
import { spread } from './chance.ts';
import { patternOf, type Pattern } from './rhythm.ts';

/** What happens to an incident and when, as far as nobody else has a say in it. Instants in ms. */
export type Course = {
  triage: number;
  /** When a first crew is sent. */
  send: number;
  /** How long a crew works there, ms. */
  work: number;
  /** When a second crew is sent to finish what the first made safe; absent where one visit is enough. */
  finish?: number;
  /** From the resolution to the check, and from the check to the closure, ms. */
  check: number;
  close: number;
};

/** A number in [0, 1) for each thing that is left to chance. */
export type Luck = (what: string) => number;

const triageAfter: Record<Priority, number> = { 1: 35_000, 2: 100_000, 3: 6 * MINUTE, 4: 12 * MINUTE };
const workFor: Record<Pattern, number> = { night: 45 * MINUTE, street: 35 * MINUTE, office: 50 * MINUTE };
const checkAfter: Record<Pattern, number> = { night: 20 * MINUTE, street: 25 * MINUTE, office: 2.5 * HOUR };
const closeAfter: Record<Pattern, number> = { night: 10 * MINUTE, street: 10 * MINUTE, office: 40 * MINUTE };

/** Of the time that a limit allows for sending somebody, what is usually used. */
const USED_TO_SEND = 0.45;
/** What a first visit leaves to do is usually done so soon. */
const FINISHED_AFTER: TimeLimit = { amount: 2, unit: 'working-hours' };
/**
 * Some cases are not settled with that, and come to their end somewhere between two shares of their
 * limit: few of those that have days, when it passes or well after; many of those that have hours.
 */
const dragging: Record<Pattern, { share: number; from: number; to: number }> = {
  office: { share: 0.03, from: 0.85, to: 2 },
  street: { share: 0.25, from: 0.2, to: 1.1 },
  night: { share: 0.02, from: 0.5, to: 1.5 },
};

/** Between being sent and leaving: a crew reads the order, then gets going. Medians, ms. */
export const ACCEPT_AFTER = 15_000;
export const DEPART_AFTER = 25_000;

/** The course of an incident reported at `at`: the time limits of its category say how long things take. */
export function courseOf(
  category: Category,
  priority: Priority,
  at: number,
  { calendar, city }: Pick<CityPack, 'calendar' | 'city'>,
  luck: Luck,
): Course {
  const pattern = patternOf(category);
  const { accept, attend, resolve } = category.limits;
  const after = (limit: TimeLimit, share: number) => afterLimit(at, limit, calendar, city.timeZone, share);

  const triage = Math.round(at + spread(triageAfter[priority], luck('triage')));
  const first = accept ?? attend;
  const begin = first ?? resolve ?? { amount: 30, unit: 'minutes' };
  const course: Course = {
    triage,
    send: Math.max(triage + 5000, after(begin, spread(USED_TO_SEND, luck('send')))),
    work: spread(workFor[pattern], luck('work')),
    check: spread(checkAfter[pattern], luck('check')),
    close: spread(closeAfter[pattern], luck('close')),
  };
  if (!first || !resolve) return course;
  const { share, from, to } = dragging[pattern];
  const u = luck('drags') / share;
  if (u < 1) course.finish = after(resolve, from + (to - from) * u);
  else if (pattern === 'office') course.finish = after(FINISHED_AFTER, spread(1, luck('finish'), 0.5));
  return course;
}
