import type { Category } from '../contract/city-pack.ts';
import type { Due, Incident } from '../contract/incident.ts';
import { afterLimit, afterSuspension, categoryOf, dueOf, limitsOf, limitSteps, type LimitPack } from './time-limits.ts';

type Clocked = Pick<Incident, 'category' | 'service' | 'times' | 'due' | 'clock'>;

/**
 * The limits that the incident has as one of `category`: what that category sets, what was granted
 * and what was paused, in its order. Nobody who corrects a category takes time away.
 */
export function limitsAs(category: Category, incident: Clocked, pack: LimitPack): Due {
  const due = replayed(category, incident, pack);
  const before = categoryOf(incident.category, pack);
  if (!before) return due;
  // What was moved before moves were kept shows as the rest, by the clock.
  const told = replayed({ ...before, limits: limitsOf(incident, pack) }, incident, pack);
  for (const step of limitSteps) {
    const rest = (incident.due[step] ?? 0) - (told[step] ?? Infinity);
    if (rest > 0 && due[step] !== undefined) due[step] += rest;
  }
  return due;
}

function replayed(category: Category, { times, clock }: Clocked, pack: LimitPack): Due {
  const { calendar } = pack;
  const { timeZone } = pack.city;
  let due = dueOf(category, clock?.from ?? times.received, calendar, timeZone);
  for (const { granted, paused } of clock?.moved ?? []) {
    if (paused) due = afterSuspension({ category: category.id, due }, paused.since, paused.until, pack);
    const at = granted && due[granted.limit];
    if (at !== undefined) due = { ...due, [granted!.limit]: afterLimit(at, granted!.by, calendar, timeZone) };
  }
  return due;
}
