import type { LonLat } from '#data/contract/place.ts';

type Point = { x: number; y: number };
/** What marks the chosen: rings around it, and lines from it to those that were sent. CSS pixels of the panel. */
export type ChosenShapes = {
  rings: (Point & { radius: number })[];
  lines: { from: Point; to: Point }[];
};

export type ChosenPlaces = {
  incident: LonLat | null;
  unit: LonLat | null;
  crews: readonly LonLat[];
};

/** Radii of the rings, of a panel at a desk's scale: clear of the mark inside. */
const INCIDENT = 23;
const UNIT = 17;
const CREW = 11;

/** Lines begin and end at the rings, so that no mark is struck through. */
export function chosenShapes(
  { incident, unit, crews }: ChosenPlaces,
  project: (place: LonLat) => Point,
  scale: number,
): ChosenShapes {
  const ring = (place: LonLat, radius: number) => ({ ...project(place), radius: radius * scale });
  const at = incident && ring(incident, INCIDENT);
  const ends = crews.map((place) => ring(place, CREW));
  return {
    rings: [...(at ? [at] : []), ...(unit ? [ring(unit, UNIT)] : [])],
    lines: at ? ends.flatMap((end) => between(at, end)) : [],
  };
}

function between(a: Point & { radius: number }, b: Point & { radius: number }): { from: Point; to: Point }[] {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy);
  if (length <= a.radius + b.radius) return [];
  const along = (t: number) => ({ x: a.x + (dx * t) / length, y: a.y + (dy * t) / length });
  return [{ from: along(a.radius), to: along(length - b.radius) }];
}
