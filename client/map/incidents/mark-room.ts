import { phyllotaxis } from './phyllotaxis.ts';

type Spot<T> = { x: number; y: number; width: number; holds: T };

/** Distance of two tries, in widths of what is to be placed. */
const STEP = 0.6;
/** Beyond this many tries a mark stands where it belongs, over others if need be. */
const LAST_TRY = 2000;

/** The room on a map that marks have taken, in pixels. Two marks may be half the sum of their widths apart. */
export type Room<T> = {
  /** Whether one of the first `tries` places around (x, y) is free. */
  isFree(x: number, y: number, width: number, tries: number): boolean;
  /** Takes the free place nearest to (x, y). */
  take(x: number, y: number, width: number, holds: T): { x: number; y: number };
  /** What fits and holds the place nearest to (x, y), if any is about as near as `far`. */
  nearest(x: number, y: number, far: number, fits: (held: T) => boolean): T | null;
};

/** @param mayStand whether what has to step aside may stand there; at its own place it always may */
export function createRoom<T>(gap: number, mayStand: (x: number, y: number) => boolean = () => true): Room<T> {
  /** By squares of one gap, so that only neighbours are asked. */
  const squares = new Map<number, Spot<T>[]>();
  /** How many places around a point are taken already: a hundred in one cell need not ask again. */
  const tried = new Map<string, number>();
  let widest = gap;

  const square = (pixel: number) => Math.floor(pixel / gap);
  const key = (column: number, row: number) => column * 4_194_304 + row;

  /** The first spot around (x, y) of which `is` is true. */
  function find(x: number, y: number, reach: number, is: (spot: Spot<T>) => boolean): Spot<T> | null {
    for (let column = square(x - reach); column <= square(x + reach); column++)
      for (let row = square(y - reach); row <= square(y + reach); row++) {
        const found = squares.get(key(column, row))?.find(is);
        if (found) return found;
      }
    return null;
  }

  function touches(x: number, y: number, width: number): boolean {
    return (
      find(x, y, (width + widest) / 2, (spot) => {
        const least = (spot.width + width) / 2;
        return (spot.x - x) ** 2 + (spot.y - y) ** 2 < least * least;
      }) !== null
    );
  }

  function freeTry(x: number, y: number, width: number, tries: number): number | null {
    for (let index = tried.get(`${x},${y},${width}`) ?? 0; index < tries; index++) {
      const [dx, dy] = phyllotaxis(index, width * STEP);
      if ((index === 0 || mayStand(x + dx, y + dy)) && !touches(x + dx, y + dy, width)) return index;
    }
    return null;
  }

  return {
    isFree: (x, y, width, tries) => freeTry(x, y, width, tries) !== null,
    take(x, y, width, holds) {
      const index = freeTry(x, y, width, LAST_TRY) ?? 0;
      tried.set(`${x},${y},${width}`, index);
      const [dx, dy] = phyllotaxis(index, width * STEP);
      const spot = { x: x + dx, y: y + dy, width, holds };
      const at = key(square(spot.x), square(spot.y));
      const here = squares.get(at);
      if (here) here.push(spot);
      else squares.set(at, [spot]);
      widest = Math.max(widest, width);
      return spot;
    },
    nearest(x, y, far, fits) {
      let found: T | null = null;
      let least = Infinity;
      // Wider and wider, so that what is near is found without asking all of them.
      for (let reach = 2 * gap; !found && reach <= far; reach *= 2)
        find(x, y, reach, (spot) => {
          const away = (spot.x - x) ** 2 + (spot.y - y) ** 2;
          if (away < least && fits(spot.holds)) [found, least] = [spot.holds, away];
          return false;
        });
      return found;
    },
  };
}
