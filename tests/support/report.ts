import type { LonLat } from '#data/contract/place.ts';
import { makePack, packCell } from './pack.ts';

const pack = makePack();
/** A point inside cell-0-0 of the test city. */
export const inPack: LonLat = pack.cells.find(({ id }) => id === packCell(0, 0))!.anchor;

let refs = 0;

/** A valid report of the test city, each with a reference of its own. */
export function makeReport(over: object = {}) {
  return {
    source: 'hotline',
    sourceRef: `ref-${++refs}`,
    category: pack.categories.categories[0]!.id,
    location: { type: 'Point', coordinates: inPack },
    ...over,
  };
}
