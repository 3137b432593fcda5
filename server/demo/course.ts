import type { Category, CityPack } from '#data/contract/city-pack.ts';
import type { TimeLimit } from '#data/contract/time-limit.ts';
import type { Priority } from '#data/contract/incident.ts';
import { DAY, HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { afterLimit } from '#data/rules/time-limits.ts';
import { localDay, zoneOffset, type Offset } from '#data/rules/zone.ts';
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

const triageAfter: Record<Priority, number> = { 1: 18_000, 2: 60_000, 3: 3 * MINUTE, 4: 8 * MINUTE };
const workFor: Record<Pattern, number> = { night: 45 * MINUTE, street: 35 * MINUTE, office: 50 * MINUTE };
const checkAfter: Record<Pattern, number> = { night: 20 * MINUTE, street: 25 * MINUTE, office: 2.5 * HOUR };
const closeAfter: Record<Pattern, number> = { night: 10 * MINUTE, street: 10 * MINUTE, office: 40 * MINUTE };

/** Of the time that a limit allows for sending somebody, what is usually used, and the most where it is urgent. */
const USED_TO_SEND = 0.45;
const USED_AT_MOST = 0.75;
/** Crews are out on days off too: by day nothing waits much longer than this for the offices to open. */
const SENT_AFTER = 90 * MINUTE;
const DAYTIME = { from: 8 * HOUR, to: 20 * HOUR };
/** Of what offices are rung about, the share that one visit does not settle; what is left is usually done so soon. */
const SECOND_VISIT = 0.4;
const FINISHED_AFTER: TimeLimit = { amount: 2, unit: 'working-hours' };
/**
 * Some cases are not settled with that, and come to their end somewhere between two shares of their
 * limit: few of those that have days, when it passes or well after; more of those that have hours.
 */
const dragging: Record<Pattern, { share: number; from: number; to: number }> = {
  office: { share: 0.015, from: 0.7, to: 1.25 },
  street: { share: 0.15, from: 0.2, to: 1.1 },
  night: { share: 0.02, from: 0.3, to: 0.7 },
};
/** What is urgent never drags beyond its limit: whoever is sent to finish it has time left for the way and the work. */
const URGENT = { from: 0.2, to: 0.7, left: 75 * MINUTE };

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
  const isUrgent = priority <= 2;

  const first = accept ?? attend;
  const begin = first ?? resolve ?? { amount: 30, unit: 'minutes' };
  // The desk takes everything on before its limit is near, whoever is then sent.
  const triage = Math.min(Math.round(at + spread(triageAfter[priority], luck('triage'))), after(begin, USED_AT_MOST));
  const used = spread(USED_TO_SEND, luck('send'));
  const soon = inDaytime(triage + spread(SENT_AFTER, luck('send')), luck('morning'), zoneOffset(city.timeZone));
  const course: Course = {
    triage,
    send: Math.max(triage + 5000, Math.min(after(begin, isUrgent ? Math.min(USED_AT_MOST, used) : used), soon)),
    work: spread(workFor[pattern], luck('work')),
    check: spread(checkAfter[pattern], luck('check')),
    close: spread(closeAfter[pattern], luck('close')),
  };
  if (!first || !resolve) return course;
  const { share, ...drags } = dragging[pattern];
  const { from, to } = isUrgent ? URGENT : drags;
  const inTime = (finish: number) =>
    isUrgent ? Math.min(finish, after(resolve, URGENT.to), after(resolve, 1) - URGENT.left) : finish;
  const u = luck('drags') / share;
  if (u < 1) course.finish = inTime(after(resolve, from + (to - from) * u));
  else if (pattern === 'office' && luck('second visit') < SECOND_VISIT) {
    course.finish = inTime(after(FINISHED_AFTER, spread(1, luck('finish'), 0.5)));
  }
  return course;
}

/** `t` by day; at night some time of the next morning, `u` in [0, 1) decides when. */
function inDaytime(t: number, u: number, offset: Offset): number {
  const day = localDay(offset, t);
  const time = t + offset(t) - day * DAY;
  if (time >= DAYTIME.from && time < DAYTIME.to) return Math.round(t);
  const morning = (time < DAYTIME.from ? day : day + 1) * DAY + DAYTIME.from + 2 * HOUR * u;
  return Math.round(morning - offset(morning));
}
