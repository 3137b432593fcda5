import type { Draught } from './draught.ts';
import { hatch, type Pixels } from '../grid/hatch.ts';
import { incidentMark, markLooks, markName } from '../incidents/incident-mark.ts';
import { rasterise, type Drawing } from './ink.ts';
import { placeClasses, placeMark } from '../ground/place-mark.ts';

/** Images are drawn at twice their size, so that they stay sharp on a dense screen. */
export const DENSITY = 2;
/** Sides of a mark with its ring and of a place's sign, CSS pixels on a desk. */
export const MARK_SIZE = 35;
export const PLACE_SIZE = 20;

/** Every image the style names, by its name. */
export function* styleImages({ palette, scale }: Draught): Generator<[string, Pixels]> {
  const period = Math.round(9 * scale) * DENSITY;
  const drawn = (drawing: Drawing, size: number) => rasterise(drawing, Math.round(size * scale) * DENSITY);
  yield ['hatch-attention', hatch(palette.attention, period, 1.3 * scale * DENSITY, false)];
  yield ['hatch-alert', hatch(palette.alert, period, 1.6 * scale * DENSITY, true)];
  for (const look of markLooks) yield [markName(look), drawn(incidentMark(look, palette), MARK_SIZE)];
  for (const kind of placeClasses) yield [`place-${kind}`, drawn(placeMark(kind, palette), PLACE_SIZE)];
}
