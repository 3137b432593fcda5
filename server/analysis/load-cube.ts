import type { Rollups } from '../store/store.ts';
import type { Increment } from './ledger.ts';

/** How much is asked for at once, so that ten million incidents never stand in memory as objects. */
const SPAN = 13 * 7 * 24;
const SPANS = 48;

/** Every roll-up there is, oldest first; `hour` is the present one. */
export async function loadCube(rollups: Rollups, hour: number, add: (increment: Increment) => void): Promise<void> {
  const edges = [
    0,
    ...Array.from({ length: SPANS }, (_, i) => hour - (SPANS - 1 - i) * SPAN),
    hour + SPAN,
    Number.MAX_SAFE_INTEGER,
  ];
  for (const [i, fromHour] of edges.slice(0, -1).entries()) {
    const rows = await rollups.sum({ fromHour, toHour: edges[i + 1]!, by: ['hour', 'category', 'cell'] });
    for (const { hour: at = 0, category = '', cell = '', count } of rows) add({ hour: at, category, cell, count });
  }
}
