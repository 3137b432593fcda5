import type { Pixels } from '../widget/ink.ts';

/**
 * A tile of lines rising to the right that continues into itself on all sides; `crossed`, with lines
 * falling to the right as well.
 *
 * @param period distance of two lines along an axis, and the tile's side, in pixels
 * @param stroke width of a line across, in pixels
 */
export function hatch(colour: string, period: number, stroke: number, crossed: boolean): Pixels {
  const [red, green, blue] = channels(colour);
  const data = new Uint8ClampedArray(period * period * 4);
  const half = (stroke * Math.SQRT2) / 2;
  const line = (along: number) => {
    const past = ((along % period) + period) % period;
    return Math.min(1, Math.max(0, half - Math.min(past, period - past) + 0.5));
  };
  for (let y = 0; y < period; y++)
    for (let x = 0; x < period; x++) {
      const ink = crossed ? Math.max(line(x + y), line(x - y)) : line(x + y);
      data.set([red, green, blue, 255 * ink], (y * period + x) * 4);
    }
  return { width: period, height: period, data };
}

/** `#rrggbb` as three numbers up to 255. */
export function channels(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
