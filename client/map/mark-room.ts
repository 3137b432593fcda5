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
  /** What fits and holds the place nearest to (x, y), if any is near. */
  nearest(x: number, y: number, fits: (held: T) => boolean): T | null;
};

export function createRoom<T = void>(gap: number): Room<T> {
  /** By squares of one gap, so that only neighbours are asked. */
  const squares = new Map<number, Spot<T>[]>();
  /** How many places around a point are taken already: a hundred in one cell need not ask again. */
  const tried = new Map<string, number>();
  let widest = gap;

  const square = (column: number, row: number) => column * 4_194_304 + row;
  function* around(x: number, y: number, reach: number): Generator<Spot<T>> {
    const column = Math.floor(x / gap);
    const row = Math.floor(y / gap);
    for (let i = column - reach; i <= column + reach; i++)
      for (let j = row - reach; j <= row + reach; j++) yield* squares.get(square(i, j)) ?? [];
  }

  function touches(x: number, y: number, width: number): boolean {
    const reach = Math.ceil((width + widest) / 2 / gap);
    for (const spot of around(x, y, reach))
      if (Math.hypot(spot.x - x, spot.y - y) < (spot.width + width) / 2) return true;
    return false;
  }

  function freeTry(x: number, y: number, width: number, tries: number): number | null {
    for (let index = tried.get(`${x},${y},${width}`) ?? 0; index < tries; index++) {
      const [dx, dy] = phyllotaxis(index, width * STEP);
      if (!touches(x + dx, y + dy, width)) return index;
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
      const key = square(Math.floor(spot.x / gap), Math.floor(spot.y / gap));
      const here = squares.get(key);
      if (here) here.push(spot);
      else squares.set(key, [spot]);
      widest = Math.max(widest, width);
      return spot;
    },
    nearest(x, y, fits) {
      let found: T | null = null;
      let least = Infinity;
      for (const spot of around(x, y, 2)) {
        const away = Math.hypot(spot.x - x, spot.y - y);
        if (away >= least || !fits(spot.holds)) continue;
        least = away;
        found = spot.holds;
      }
      return found;
    },
  };
}
