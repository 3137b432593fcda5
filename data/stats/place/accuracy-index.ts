import { insufficient, type Insufficient } from '../insufficient.ts';
import { positive, wholeCounts } from '../counts/whole.ts';

/**
 * How well hot spots of one period foretold the next: the share of its events that fell into them over their share
 * of the area, the predictive accuracy index (Chainey, Tompson & Uhlig 2008, Security Journal 21: 4-28). 1 is no
 * better than places picked at random.
 * @throws {RangeError} on counts that are none, or areas of which one does not lie in the other
 */
export function accuracyIndex(
  hits: number,
  events: number,
  hotArea: number,
  area: number,
): { index: number; hitRate: number; areaShare: number } | Insufficient {
  wholeCounts(hits, events);
  positive('an area', hotArea, area);
  if (hits > events || hotArea > area) throw new RangeError('a part is larger than the whole');
  if (events === 0) return insufficient('events', 1, 0);
  const [hitRate, areaShare] = [hits / events, hotArea / area];
  return { index: hitRate / areaShare, hitRate, areaShare };
}
