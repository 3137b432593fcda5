import type { Claim } from '#data/contract/claim.ts';
import { sourceOf } from '#data/contract/incident.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { AreaId, CellId } from '#data/contract/ids.ts';
import { eTest } from '#data/stats/counts/e-test.ts';
import type { Areas } from '../../city/areas.ts';
import type { Basis } from '../basis.ts';
import { coveredSince } from '../covered.ts';
import type { Cube } from '../counts/cube.ts';
import { yearsUpTo } from './years.ts';

const WINDOW_DAYS = 28;
/** A fall from fewer is a fall of a handful. */
const FEWEST_TO_FALL = 50;
/** What looks like a rise: two fifths more, from four at least. */
const RISE = 1.4;
const FEWEST_TO_RISE = 4;
const CHANCE = 0.05;

type Pack = Pick<CityPack, 'areas' | 'categories'>;
/** Hours [from, to). */
type Window = { from: number; to: number };

/**
 * The claims that the counts up to a local day invite, one of each kind: the largest fall of a community from its first
 * year to its last; the community without a single case of a category in the last year where, by its part of everything, most
 * were to be expected; the largest rise of a category in an area over four weeks that chance explains.
 */
export function notableClaims(
  { sources: all, hours, firstHour }: Basis,
  cube: Pick<Cube, 'sorted'>,
  areas: Areas,
  { areas: named, categories: { categories } }: Pack,
  to: number,
): Claim[] {
  const years = yearsUpTo(to).filter(({ from }) => hours.first(from) >= firstHour);
  const end = hours.first(to);
  const { sources } = coveredSince(all, hours.first(years[0]?.from ?? to), end);
  const window = (from: number, until: number): Window => ({ from: hours.first(from), to: hours.first(until) });
  const last = years.at(-1);
  const windows = {
    now: window(to - WINDOW_DAYS, to),
    before: window(to - 2 * WINDOW_DAYS, to - WINDOW_DAYS),
    ...(last && { last: window(last.from, last.to) }),
    ...(years.length > 1 && { first: window(years[0]!.from, years[0]!.to) }),
  };
  const communities = named.filter(({ level }) => level === 'community').map(({ id }) => id);
  const counts = countIn(windows, { cube, areas, sources, communities, categories: categories.map(({ id }) => id) });
  const found: (Claim | null)[] = [fall(), nothing(), noise()];
  return found.filter((claim) => claim !== null);

  function fall(): Claim | null {
    if (!windows.first) return null;
    const falls = communities.map((area, i) => ({
      area,
      first: counts.of('first', i),
      ratio: counts.of('last', i) / Math.max(1, counts.of('first', i)),
    }));
    const [most] = falls
      .filter(({ first, ratio }) => first >= FEWEST_TO_FALL && ratio < 1)
      .sort((a, b) => a.ratio - b.ratio);
    return most ? { kind: 'fall', area: most.area } : null;
  }

  function nothing(): Claim | null {
    if (!windows.last) return null;
    const everything = counts.total('last');
    let most: { claim: Claim; expected: number } | null = null;
    for (const [c, { id: category }] of categories.entries()) {
      const all = counts.total('last', c);
      for (const [i, area] of communities.entries()) {
        if (counts.of('last', i, c) > 0) continue;
        const expected = (all * counts.of('last', i)) / Math.max(1, everything);
        if (expected > 0 && expected > (most?.expected ?? 0))
          most = { claim: { kind: 'none', category, area }, expected };
      }
    }
    return most?.claim ?? null;
  }

  function noise(): Claim | null {
    const places = named.filter(({ level }) => level !== 'district').map(({ id }) => ({ id, at: communitiesIn(id) }));
    let most: { claim: Claim; rise: number } | null = null;
    for (const [c, { id: category }] of categories.entries())
      for (const { id, at } of places) {
        const sum = (name: 'now' | 'before') => at.reduce((all, i) => all + counts.of(name, i, c), 0);
        const [now, before] = [sum('now'), sum('before')];
        const rise = now / Math.max(1, before);
        if (before < FEWEST_TO_RISE || rise < RISE || rise <= (most?.rise ?? 0)) continue;
        if (eTest({ count: now, exposure: 1 }, { count: before, exposure: 1 }) > CHANCE)
          most = { claim: { kind: 'noise', category, area: id }, rise };
      }
    return most?.claim ?? null;
  }

  function communitiesIn(area: AreaId): number[] {
    const own = new Set(areas.cellsOf(area).map((cell) => areas.pathOf(cell).at(-1)));
    return communities.flatMap((id, i) => (own.has(id) ? [i] : []));
  }
}

type Counted = {
  cube: Pick<Cube, 'sorted'>;
  areas: Areas;
  sources: ReadonlySet<string>;
  communities: readonly AreaId[];
  categories: readonly string[];
};

/** Counts of each window by community and category, in one pass. */
function countIn(
  windows: Readonly<Record<string, Window>>,
  { cube, areas, sources, communities, categories }: Counted,
) {
  const wide = communities.length;
  const rowOf = new Map(communities.map((id, i) => [id, i]));
  const lineOf = new Map(categories.map((id, i) => [id, i]));
  const spans = Object.entries(windows).map(([name, span]) => ({
    name,
    ...span,
    counts: new Int32Array(wide * categories.length),
  }));
  cube.sorted(
    Math.min(...spans.map(({ from }) => from)),
    Math.max(...spans.map(({ to }) => to)),
    {
      category: (id) => lineOf.get(id) ?? -1,
      cell: (id) => rowOf.get(areas.pathOf(id as CellId).at(-1)!) ?? -1,
      origin: (origin) => (sources.has(sourceOf(origin)) ? 0 : -1),
    },
    (hour, category, community, _, count) => {
      for (const { from, to, counts } of spans)
        if (hour >= from && hour < to) counts[category * wide + community]! += count;
    },
  );
  const byName = new Map(spans.map(({ name, counts }) => [name, counts]));
  const lines = categories.map((_, i) => i);
  const of = (name: string, community: number, category?: number): number => {
    const counts = byName.get(name)!;
    if (category !== undefined) return counts[category * wide + community]!;
    return lines.reduce((sum, line) => sum + counts[line * wide + community]!, 0);
  };
  const total = (name: string, category?: number) => communities.reduce((sum, _, i) => sum + of(name, i, category), 0);
  return { of, total };
}
