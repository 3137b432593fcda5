import type { CityPack } from '#data/contract/city-pack.ts';
import type { AreaId } from '#data/contract/ids.ts';
import type { Random } from '#data/kit/random.ts';
import { DAY, HOUR } from '#data/rules/civil-day.ts';
import type { Areas } from '../../city/areas.ts';
import { drawPoisson, weightedPick, type WeightedPick } from '../chance.ts';
import { chooseFeatures, type Features } from './features.ts';
import { cityLevel } from '../level.ts';
import { luckyCounts } from './lucky-counts.ts';
import { cityRhythm, patternOf, type Pattern } from '../rhythm.ts';

/** Some categories of one rhythm in one part of the city: within it, what, where and when are independent. */
export type Stream = {
  name: string;
  pattern: Pattern;
  /** Indices into the pack's categories and cells, and a draw among them. */
  pickCategory: WeightedPick;
  pickCell: WeightedPick;
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
  const { categories } = pack.categories;
  const indexOf = new Map(pack.cells.map(({ id }, i) => [id, i]));
  const cellsOf = (area: AreaId) => new Set(areas.cellsOf(area).map((cell) => indexOf.get(cell)!));
  const parts = { fall: cellsOf(fall.community), change: cellsOf(change.area), noise: cellsOf(noise.area) };

  /** The streams by name, and of what they consist. */
  const mixes = new Map<string, Mix>();
  for (const [i, category] of categories.entries()) {
    const special = category.id === change.category || category.id === noise.category;
    const partOf = (cell: number): Part => {
      if (parts.fall.has(cell)) return 'fall';
      if (category.id === change.category && parts.change.has(cell)) return 'change';
      if (category.id === noise.category && parts.noise.has(cell)) return 'noise';
      return 'level';
    };
    const pattern = patternOf(category);
    for (const [part, cells] of Map.groupBy(pack.cells.keys(), partOf)) {
      const name = `${special && part !== 'fall' ? category.id : pattern}/${part}`;
      const mix = mixes.get(name) ?? { name, pattern, part, cells, categories: [] };
      mix.categories.push(i);
      mixes.set(name, mix);
    }
  }
  const streams = [...mixes.values()].map(makeStream);
  const found = new Map<string, { stream: Stream; share: number }>();
  for (const [i, mix] of [...mixes.values()].entries()) {
    const { hourly, local } = weightsOf(mix);
    for (const category of mix.categories)
      for (const cell of mix.cells)
        found.set(`${categories[category]!.id} ${pack.cells[cell]!.id}`, {
          stream: streams[i]!,
          share: (level.perHour[category]! / hourly) * (level.shares[cell]! / local),
        });
  }

  return {
    streams,
    features,
    rate(category, cell, t) {
      const place = found.get(`${category} ${cell}`);
      return place ? place.stream.mean(t) * place.share : 0;
    },
  };

  function weightsOf(mix: Mix): { hourly: number; local: number } {
    return {
      hourly: mix.categories.reduce((sum, category) => sum + level.perHour[category]!, 0),
      local: mix.cells.reduce((sum, cell) => sum + level.shares[cell]!, 0),
    };
  }

  function makeStream(mix: Mix): Stream {
    const { name, pattern, part } = mix;
    const { hourly, local } = weightsOf(mix);
    const mean = (t: number) => hourly * local * rhythm(pattern, t) * trend(part, t);
    const stream: Stream = {
      name,
      pattern,
      pickCategory: pickAmong(mix.categories, level.perHour),
      pickCell: pickAmong(mix.cells, level.shares),
      mean,
      draw: (hour, random, pace) => drawPoisson(random, mean(hour * HOUR) * pace),
    };
    if (part !== 'noise') return stream;
    const lucky = luckyCounts(stream, Math.floor(until / HOUR), seed);
    return { ...stream, draw: (hour, random, pace) => lucky.get(hour) ?? stream.draw(hour, random, pace) };
  }

  function trend(part: Part, t: number): number {
    if (part === 'change') return t < change.at ? 1 : change.factor;
    if (part !== 'fall') return 1;
    const passed = (t - since) / (until - since);
    return FALL_FROM * FALL_TO ** Math.min(1, Math.max(0, passed));
  }
}

type Part = 'fall' | 'change' | 'noise' | 'level';
/** All categories of a mix happen in the same cells. */
type Mix = { name: string; pattern: Pattern; part: Part; cells: number[]; categories: number[] };

function pickAmong(indices: readonly number[], weights: readonly number[]): WeightedPick {
  const pick = weightedPick(indices.map((i) => weights[i]!));
  return (random) => indices[pick(random)]!;
}
