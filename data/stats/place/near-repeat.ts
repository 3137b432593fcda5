import { insufficient, type Insufficient } from '../insufficient.ts';

/** Metres and days, or whatever the caller measures in. */
export type PlacedEvent = { x: number; y: number; day: number };

export type NearRepeat = {
  /** Pairs of events that lie near each other in space and in time. */
  pairs: number;
  /** The same, on average, when the days are dealt anew. */
  expected: number;
  /** Pairs over expected; null where none was to be expected. */
  ratio: number | null;
  /** Share of the deals with at least as many pairs, the one seen among them. */
  p: number;
  permutations: number;
};

/**
 * Whether an event makes another one near by and soon more likely: Knox's test (Knox 1964, Applied Statistics 13:
 * 25-29) with the days dealt anew among the places (Besag & Diggle 1977; for crime: Townsley, Homel & Chaseling
 * 2003). The chance is an argument, so the same seed gives the same answer; p = (r + 1) / (n + 1).
 * @throws {RangeError} on distances that are not above 0, or under 19 permutations
 */
export function nearRepeat(
  events: readonly PlacedEvent[],
  { metres, days, permutations, random }: { metres: number; days: number; permutations: number; random: () => number },
): NearRepeat | Insufficient {
  if (!(metres > 0) || !(days > 0)) throw new RangeError(`near is above 0, not ${metres}, ${days}`);
  if (!(permutations >= 19)) throw new RangeError('under 19 permutations no p reaches 0.05');
  if (events.length < 5) return insufficient('events', 5, events.length);
  const near = nearPairs(events, metres);
  const when = events.map(({ day }) => day);
  const close = () => near.reduce((sum, [i, j]) => sum + (Math.abs(when[i]! - when[j]!) <= days ? 1 : 0), 0);

  const pairs = close();
  let asMany = 0;
  let total = 0;
  for (let deal = 0; deal < permutations; deal++) {
    shuffle(when, random);
    const dealt = close();
    total += dealt;
    if (dealt >= pairs) asMany++;
  }
  const expected = total / permutations;
  return {
    pairs,
    expected,
    ratio: expected === 0 ? null : pairs / expected,
    p: (asMany + 1) / (permutations + 1),
    permutations,
  };
}

/** Pairs near in space, found from west to east. */
function nearPairs(events: readonly PlacedEvent[], metres: number): [number, number][] {
  const order = events.map((_, i) => i).sort((a, b) => events[a]!.x - events[b]!.x);
  const pairs: [number, number][] = [];
  order.forEach((i, at) => {
    const one = events[i]!;
    for (let next = at + 1; next < order.length; next++) {
      const other = events[order[next]!]!;
      if (other.x - one.x > metres) break;
      if (Math.hypot(other.x - one.x, other.y - one.y) <= metres) pairs.push([i, order[next]!]);
    }
  });
  return pairs;
}

/** Fisher and Yates. */
function shuffle(values: number[], random: () => number): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [values[i], values[j]] = [values[j]!, values[i]!];
  }
}
