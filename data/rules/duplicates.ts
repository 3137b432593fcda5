import type { Incident } from '../contract/incident.ts';
import { metresBetween } from '../kit/metres.ts';
import { HOUR, MINUTE } from './civil-day.ts';

/** What of an incident tells whether another is the same; of one that is yet to be filed, as far as it is known. */
export type Likened = Pick<Incident, 'reportedAt'> & Partial<Pick<Incident, 'id' | 'category' | 'location' | 'cell'>>;

/** An open incident that may be the same case. */
export type Duplicate = {
  incident: Incident['id'];
  /** Between the two places; null where one of them has none and only the cell is shared. */
  metres: number | null;
  /** Between the two reports. */
  minutes: number;
  sameCategory: boolean;
};

/** Further apart, two reports are two cases. */
const FARTHEST_METRES = 500;
const LONGEST = 24 * HOUR;
/** At so much of distance or time, the same case is about a third as likely as at none. */
const METRES = 150;
const TIME = 2 * HOUR;
/** A neighbouring kind of case, told in other words: `livelihood/water-leak` and `livelihood/no-water`. */
const KINDRED = 0.4;
/** Somewhere in the same cell is as good as so many metres. */
const SAME_CELL_METRES = 250;
const MOST = 10;

/**
 * Which of the `open` incidents may be the same case as this one, likeliest first: of the same or a
 * kindred category (one group; any where it has none yet), near in place and near in time. Each says
 * what speaks for it.
 */
export function duplicatesOf(incident: Likened, open: Iterable<Incident>): Duplicate[] {
  const found: { duplicate: Duplicate; likely: number }[] = [];
  for (const other of open) {
    if (other.id === incident.id || !isKindred(other, incident)) continue;
    const apart = Math.abs(other.reportedAt - incident.reportedAt);
    const metres = distance(incident, other);
    if (apart > LONGEST || metres === undefined || (metres ?? 0) > FARTHEST_METRES) continue;
    const sameCategory = other.category === incident.category;
    const likely = Math.exp(-(metres ?? SAME_CELL_METRES) / METRES - apart / TIME) * (sameCategory ? 1 : KINDRED);
    const duplicate = {
      incident: other.id,
      metres: metres === null ? null : Math.round(metres),
      minutes: Math.round(apart / MINUTE),
      sameCategory,
    };
    found.push({ duplicate, likely });
  }
  found.sort((a, b) => b.likely - a.likely || (a.duplicate.incident < b.duplicate.incident ? -1 : 1));
  return found.slice(0, MOST).map(({ duplicate }) => duplicate);
}

function isKindred(a: Incident, { category }: Likened): boolean {
  return category === undefined || groupOf(category) === groupOf(a.category);
}

const groupOf = (category: string) => category.split('/', 1)[0];

/** Metres; null: unknown, but in one cell; undefined: nothing says that they are near. */
function distance(a: Likened, b: Likened): number | null | undefined {
  if (a.location && b.location) return metresBetween(a.location, b.location);
  return a.cell !== undefined && a.cell === b.cell ? null : undefined;
}
