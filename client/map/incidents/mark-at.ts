import type { IncidentId } from '#data/contract/ids.ts';
import { onPanel, type MapWindow } from '../widget/map-window.ts';
import { roomOf, type Mark } from './mark-layout.ts';

/** A mouse may miss a mark by this much, CSS pixels. */
const MISS = 4;

/** The mark whose disc is at a point of the panel, the nearest of several. `gap` as in the layout. */
export function markAt(
  marks: readonly Mark[],
  x: number,
  y: number,
  window: MapWindow,
  gap: number,
): IncidentId | null {
  let found: IncidentId | null = null;
  let least = Infinity;
  for (const mark of marks) {
    const [markX, markY] = onPanel(mark.at, window);
    const away = Math.hypot(markX - x, markY - y);
    if (away < least && away <= roomOf(mark, gap) / 2 + MISS) [found, least] = [mark.id, away];
  }
  return found;
}
