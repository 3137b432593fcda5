import { bulletinSeverities, type Bulletin } from '../contract/bulletin.ts';

/** Those that hold in the city now, the gravest first; of the same gravity the newest. */
export function bulletinsNow(bulletins: Iterable<Bulletin>, now: number): Bulletin[] {
  return [...bulletins]
    .filter(({ expires, elsewhere }) => expires > now && !elsewhere)
    .sort(
      (a, b) =>
        bulletinSeverities.indexOf(a.severity) - bulletinSeverities.indexOf(b.severity) ||
        b.issued - a.issued ||
        (a.id < b.id ? -1 : 1),
    );
}
