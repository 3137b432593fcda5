import type { Category, CityPack } from '#data/contract/city-pack.ts';
import type { AreaId } from '#data/contract/ids.ts';
import type { Random } from '#data/kit/random.ts';
import { DAY, HOUR } from '#data/rules/civil-day.ts';
import type { Areas } from '../city/areas.ts';
import { drawPoisson, weightedPick, type WeightedPick } from './chance.ts';
import { chooseFeatures, type Features } from './features.ts';
import { cityLevel } from './level.ts';
import { luckyCounts } from './lucky-counts.ts';
import { cityRhythm, patternOf, type Pattern } from './rhythm.ts';

/** One category in one part of the city: within it, where and when are independent. */
export type Stream = {
  category: Category;
  pattern: Pattern;
  /** Indices into the pack's cells, and a draw among them. */
  cells: readonly number[];
  pick: WeightedPick;
  /** Incidents expected in the hour that holds `t`. */
  mean(t: number): number;
  /** How many happen in the hour that begins at hour x 3,600,000 ms; `random` belongs to that hour. */
  draw(hour: number, random: Random, pace: number): number;
};

/** What the invented city expects: the past and the live day are both drawn from it. */
export type RateModel = {
  streams: readonly Stream[];
  features: Features;
  /** Incidents expected per hour at `t`. 0 for a category or cell that the pack does not have. */
  rate(category: string, cell: string, t: number): number;
};

/** Between the first year's mean and the last year's of an exponential fall lie 4 of its 5 years. */
const FALL_TO = 0.1 ** (5 / 4);
/** The falling community begins above what its size would make of it. */
const FALL_FROM = 3;
/** Five years, as the past of a new city is long. */
export const PAST_MS = Math.round(5 * 365.2425) * DAY;

/**
 * The model of a past from `since` to `until` (ms) and of what follows; after `until` everything
 * stays as it was at its end, but for rhythm and chance.
 */
export function rateModel({
  pack,
  areas,
  seed,
  since,
  until,
}: {
  pack: CityPack;
  areas: Areas;
  seed: string;
  since: number;
  until: number;
}): RateModel {
  const level = cityLevel(pack, seed);
  const features = chooseFeatures(pack, areas, level, until);
  const rhythm = cityRhythm(pack);
  const { fall, change, noise } = features;
  const indexOf = new Map(pack.cells.map(({ id }, i) => [id, i]));
  const cellsOf = (area: AreaId) => new Set(areas.cellsOf(area).map((cell) => indexOf.get(cell)!));
  const parts = { fall: cellsOf(fall.community), change: cellsOf(change.area), noise: cellsOf(noise.area) };

  const streams = pack.categories.categories.flatMap((category, i) => {
    const partOf = (cell: number) => {
      if (parts.fall.has(cell)) return 'fall';
      if (category.id === change.category && parts.change.has(cell)) return 'change';
      if (category.id === noise.category && parts.noise.has(cell)) return 'noise';
      return 'level';
    };
    const byPart = Map.groupBy(pack.cells.keys(), partOf);
    return [...byPart].map(([part, cells]) => makeStream(category, level.perHour[i]!, part, cells));
  });

  const streamOf = new Map<string, { stream: Stream; share: number }>();
  for (const stream of streams) {
    const whole = stream.cells.reduce((sum, cell) => sum + level.shares[cell]!, 0);
    for (const cell of stream.cells)
      streamOf.set(`${stream.category.id} ${pack.cells[cell]!.id}`, { stream, share: level.shares[cell]! / whole });
  }

  return {
    streams,
    features,
    rate(category, cell, t) {
      const found = streamOf.get(`${category} ${cell}`);
      return found ? found.stream.mean(t) * found.share : 0;
    },
  };

  function makeStream(
    category: Category,
    perHour: number,
    part: 'fall' | 'change' | 'noise' | 'level',
    cells: number[],
  ): Stream {
    const weights = cells.map((cell) => level.shares[cell]!);
    const base = perHour * weights.reduce((sum, weight) => sum + weight, 0);
    const pattern = patternOf(category);
    const pick = weightedPick(weights);
    const mean = (t: number) => base * rhythm(pattern, t) * trend(part, t);
    const stream: Stream = {
      category,
      pattern,
      cells,
      pick: (random) => cells[pick(random)]!,
      mean,
      draw: (hour, random, pace) => drawPoisson(random, mean(hour * HOUR) * pace),
    };
    if (part !== 'noise') return stream;
    const lucky = luckyCounts(stream, Math.floor(until / HOUR), seed);
    return { ...stream, draw: (hour, random, pace) => lucky.get(hour) ?? stream.draw(hour, random, pace) };
  }

  function trend(part: 'fall' | 'change' | 'noise' | 'level', t: number): number {
    if (part === 'change') return t < change.at ? 1 : change.factor;
    if (part !== 'fall') return 1;
    const passed = (t - since) / (until - since);
    return FALL_FROM * FALL_TO ** Math.min(1, Math.max(0, passed));
  }
}
