import type { Calendar, Category, CityCard, CityPack, Organisation } from '../contract/city-pack.ts';
import type { Due, Incident } from '../contract/incident.ts';
import type { LimitStep, TimeLimit } from '../contract/time-limit.ts';
import { workingTime } from './calendar.ts';
import { isStill, serviceOf } from './asked-service.ts';
import { HOUR, MINUTE } from './civil-day.ts';

/** What of a city pack decides about time limits. */
export type LimitPack = Pick<CityPack, 'categories' | 'calendar' | 'catalogue'> & {
  city: Pick<CityCard, 'timeZone'>;
  organisations?: readonly Pick<Organisation, 'id' | 'area' | 'class'>[];
};

/** In the order in which they must be reached; without their schema, which is too heavy for the phone's first paint. */
export const limitSteps = Object.keys({ accept: 0, attend: 0, resolve: 0 } satisfies Record<
  LimitStep,
  0
>) as LimitStep[];

/** From this share of the allotted time on, a limit is near. */
const NEAR_SHARE = 0.8;

/** What an incident's steps may take: as its category has it, and done by when its service is promised. */
export function limitsOf(
  { category, service }: { category: Category['id']; service?: string | undefined },
  pack: Pick<CityPack, 'categories' | 'catalogue'>,
): Category['limits'] {
  const limits = categoryOf(category, pack)?.limits ?? {};
  const asked = serviceOf(service, pack);
  return isStill(asked, category) ? { ...limits, resolve: asked.promise } : limits;
}

/** By when each step of an incident of this category must be reached, counted from `from`: when it was received. */
export function dueOf(category: Pick<Category, 'limits'>, from: number, calendar: Calendar, timeZone: string): Due {
  return eachStep(category.limits, (limit) => afterLimit(from, limit, calendar, timeZone));
}

/** The instant at which a limit that runs from `t` is used up; a `share` of -1 goes back in time. */
export function afterLimit(t: number, limit: TimeLimit, calendar: Calendar, timeZone: string, share = 1): number {
  const amount = limit.amount * share;
  if (limit.unit === 'minutes') return Math.round(t + amount * MINUTE);
  if (limit.unit === 'hours') return Math.round(t + amount * HOUR);
  const working = workingTime(calendar, timeZone);
  return Math.round(working.add(t, amount * (limit.unit === 'working-hours' ? HOUR : working.day)));
}

/**
 * The limits of an incident whose clock stood still from `since` to `until`: each moves by exactly
 * the time that counted for it meanwhile. What had passed before the clock stopped stays passed.
 */
export function afterSuspension(
  incident: Pick<Incident, 'category' | 'service' | 'due'>,
  since: number,
  until: number,
  pack: LimitPack,
): Due {
  const limits = limitsOf(incident, pack);
  return eachStep(incident.due, (due, step) => {
    if (due <= since || until <= since) return due;
    if (!isWorking(limits[step])) return due + until - since;
    const working = workingTime(pack.calendar, pack.city.timeZone);
    return Math.max(due, Math.round(working.add(until, working.between(since, due))));
  });
}

/** From when on a limit is near: when only a fifth of what the category allows is left. */
export function nearFrom(
  incident: Pick<Incident, 'category' | 'service' | 'due' | 'times'>,
  step: LimitStep,
  pack: LimitPack,
): number | undefined {
  const due = incident.due[step];
  if (due === undefined) return undefined;
  const limit = limitsOf(incident, pack)[step];
  if (!limit) return due - (1 - NEAR_SHARE) * Math.max(0, due - incident.times.received);
  return afterLimit(due, limit, pack.calendar, pack.city.timeZone, NEAR_SHARE - 1);
}

const categories = new WeakMap<CityPack['categories'], Map<string, Category>>();

/** The pack's category of that id. */
export function categoryOf(id: Category['id'], pack: Pick<CityPack, 'categories'>): Category | undefined {
  let byId = categories.get(pack.categories);
  if (!byId) categories.set(pack.categories, (byId = new Map(pack.categories.categories.map((c) => [c.id, c]))));
  return byId.get(id);
}

function isWorking(limit: TimeLimit | undefined): boolean {
  return limit?.unit === 'working-hours' || limit?.unit === 'working-days';
}

function eachStep<T>(of: Partial<Record<LimitStep, T | undefined>>, due: (value: T, step: LimitStep) => number): Due {
  const result: Due = {};
  for (const step of limitSteps) {
    const value = of[step];
    if (value !== undefined) result[step] = due(value, step);
  }
  return result;
}
