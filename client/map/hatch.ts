/** Pixels with straight alpha, as the map's style takes them. */
export type Pixels = { width: number; height: number; data: Uint8ClampedArray };

/**
 * A tile of diagonal lines that continues into itself on all sides.
 *
 * @param period distance of two lines along an axis, and the tile's side, in pixels
 * @param stroke width of a line across, in pixels
 * @param lean 1: the lines rise to the right; -1: they fall
 */
export function hatch(colour: string, period: number, stroke: number, lean: 1 | -1): Pixels {
  const [red, green, blue] = channels(colour);
  const data = new Uint8ClampedArray(period * period * 4);
  const half = (stroke * Math.SQRT2) / 2;
  for (let y = 0; y < period; y++)
    for (let x = 0; x < period; x++) {
      const along = (((x + lean * y) % period) + period) % period;
      const away = Math.min(along, period - along);
      data.set([red, green, blue, 255 * Math.min(1, Math.max(0, half - away + 0.5))], (y * period + x) * 4);
    }
  return { width: period, height: period, data };
}

/** `#rrggbb` as three numbers up to 255. */
export function channels(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
