import type { IncidentId } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';
import { markSize, type MarkLook } from './incident-mark.ts';
import type { PlacedIncident } from './incident-place.ts';
import { createRoom } from './mark-room.ts';
import { fromPixels, toPixels } from '../widget/mercator.ts';

/** A mark on the map: one incident, or the most urgent of several of its priority that had no room beside it. */
export type Mark = MarkLook & {
  id: IncidentId;
  /** Where it is drawn. */
  at: LonLat;
  /** Where the incident is; differs from `at` when the mark had to step aside. */
  home: LonLat;
  exact: boolean;
  /** How many others of its priority it stands for, none of them more urgent. */
  more: number;
};

/** Those that stand together, the most urgent first. */
type Group = { lead: PlacedIncident; more: number; overdue: boolean };

/** How many places around its own a mark tries before it joins another. */
const TRIES = 8;
/** The first priority stands on its own, but for a flood of it. */
const FIRST_TRIES = 24;
/** So many gaps away a mark still joins another. */
const FAR = 32;
/** A ring and a number make a mark wider by so much of a full one. */
const RING = 0.22;
const NUMBER = 0.5;
const DIGIT = 0.2;

/** How much of `gap` a mark takes. */
export const roomOf = (mark: MarkLook & { more: number }, gap: number): number =>
  gap * (markSize(mark) + (mark.overdue ? RING : 0) + (mark.more > 0 ? NUMBER + DIGIT * String(mark.more).length : 0));

export type MarkSettings = {
  zoom: number;
  /** Least distance of the middles of two full marks, CSS pixels. */
  gap: number;
  /** Whether a mark that steps aside may stand there, in the pixels of the zoom. */
  mayStand?: (x: number, y: number) => boolean;
  /** Stands at its own place and alone, whatever its priority. */
  chosen?: IncidentId | null;
};

/**
 * Marks that do not touch, the most urgent nearest to their places. What finds no room close by joins the
 * nearest of its own priority and is counted there: a number or a ring beside a shape is about that shape
 * alone. The first of its priority takes the nearest place that is free.
 */
export function layOutMarks(incidents: readonly PlacedIncident[], settings: MarkSettings): Mark[] {
  const { chosen = null } = settings;
  const first = (a: PlacedIncident, b: PlacedIncident) => Number(b.id === chosen) - Number(a.id === chosen);
  let groups = [...incidents]
    .sort((a, b) => first(a, b) || byUrgency(a, b))
    .map((lead): Group => ({ lead, more: 0, overdue: lead.overdue }));
  // A number makes a mark wider, so that others find less room: until nobody joins any more.
  for (;;) {
    const placed = place(groups, settings);
    if (placed.length === groups.length) return placed.map(({ mark }) => mark);
    groups = placed.map(({ group }) => group);
  }
}

/** Each group at the nearest free place; those without one are added to their neighbours instead. */
function place(
  groups: readonly Group[],
  { zoom, gap, mayStand, chosen = null }: MarkSettings,
): { group: Group; mark: Mark }[] {
  const room = createRoom<Group>(gap, mayStand);
  const placed: { group: Group; mark: Mark }[] = [];
  for (const group of groups) {
    const { id, priority, stage, exact, at: home } = group.lead;
    const look = { priority, stage, overdue: group.overdue, more: group.more };
    const [x, y] = toPixels(home, zoom);
    const width = roomOf(look, gap);
    const isLike = ({ lead }: Group) => lead.id !== chosen && lead.priority === priority;
    const near = room.isFree(x, y, width, priority === 1 ? FIRST_TRIES : TRIES)
      ? null
      : room.nearest(x, y, FAR * gap, isLike);
    if (near) {
      near.more += 1 + group.more;
      // A ring around any of them shows on the mark that stands for them.
      near.overdue ||= group.overdue;
      continue;
    }
    const spot = room.take(x, y, width, group);
    placed.push({ group, mark: { id, ...look, exact, home, at: fromPixels([spot.x, spot.y], zoom) } });
  }
  return placed;
}

/** Most urgent first; among equals the oldest, so that a newcomer moves nobody. */
function byUrgency(a: PlacedIncident, b: PlacedIncident): number {
  return rank(a) - rank(b) || a.reportedAt - b.reportedAt || (a.id < b.id ? -1 : 1);
}

/** What is handled comes last, but the first priority before all others until it is closed. */
const rank = ({ priority, stage }: PlacedIncident) =>
  stage !== 'done' ? priority : priority === 1 ? 1.5 : 10 + priority;
