import type { PlaceFound } from '#data/contract/city-brief.ts';
import type { CityPack, Names } from '#data/contract/city-pack.ts';
import type { CellId } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';
import type { Areas } from './areas.ts';
import type { Placing } from './placing.ts';

/** What of the city goes by a name, the likeliest first. */
export type CitySearch = (text: string, limit: number) => PlaceFound[];

/** As names are compared: without accents and capitals, without what people leave out in writing. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}|['’‘]/gu, '')
    .toLowerCase();
/** Pinyin is written apart as often as together: `Xin Ning` is `Xinning`. */
const together = (text: string): string => plain(text).replaceAll(/[\p{P}\p{Zs}]/gu, '');

const kinds = ['place', 'street', 'community'] as const satisfies PlaceFound['kind'][];
type Entry = { found: PlaceFound; names: { plain: string; together: string }[] };

/** Every word must be in a name, each in whichever language; whole names come before their beginnings. */
export function createCitySearch(pack: CityPack, areas: Areas, placing: Placing): CitySearch {
  let known: readonly Entry[] | undefined;
  const entriesOf = () =>
    foundIn(pack, areas, placing).map((found): Entry => ({
      found,
      names: [found.names.en, found.names.zh ?? '']
        .filter(Boolean)
        .map((name) => ({ plain: plain(name), together: together(name) })),
    }));

  return (text, limit) => {
    const asked = { plain: plain(text).trim(), together: together(text) };
    if (asked.together === '') return [];
    known ??= entriesOf();
    return known
      .map(({ found, names }) => ({ found, rank: rankOf(names, asked), name: found.names.en }))
      .filter(({ rank }) => rank < Infinity)
      .sort(
        (a, b) =>
          a.rank - b.rank ||
          kinds.indexOf(a.found.kind) - kinds.indexOf(b.found.kind) ||
          a.name.length - b.name.length ||
          (a.name < b.name ? -1 : 1),
      )
      .slice(0, limit)
      .map(({ found }) => found);
  };
}

/** 0: the name itself; 1: its beginning; 2: a part that begins a word; 3: any part, or words apart; none: Infinity. */
function rankOf(names: Entry['names'], asked: Entry['names'][number]): number {
  const words = asked.plain.split(/\s+/);
  const ranks = names.map((name) => {
    if (name.together === asked.together) return 0;
    if (name.together.startsWith(asked.together)) return 1;
    if (` ${name.plain}`.includes(` ${asked.plain}`)) return 2;
    return name.together.includes(asked.together) ? 3 : Infinity;
  });
  const apart = words.every((word) => names.some((name) => name.plain.includes(word))) ? 3 : Infinity;
  return Math.min(apart, ...ranks);
}

function foundIn(pack: CityPack, areas: Areas, placing: Placing): PlaceFound[] {
  const cellAt = ([lon, lat]: LonLat) => placing.cellAt(lon, lat);
  const found = (kind: PlaceFound['kind'], id: string, names: Names, at: LonLat, cell = cellAt(at)): PlaceFound => ({
    kind,
    id,
    names,
    at,
    areas: cell === null ? [] : [...areas.pathOf(cell)],
  });
  return [
    ...pack.places.map(({ id, names, at }) => found('place', id, names, at)),
    ...pack.streets.flatMap(({ id, names, line }) =>
      names ? [found('street', id, names, line[Math.floor(line.length / 2)]!)] : [],
    ),
    ...pack.areas.flatMap(({ id, level, names }) => {
      const cell = level === 'community' ? middleOf(areas.cellsOf(id), areas) : undefined;
      return cell ? [found('community', id, names, cell.anchor, cell.id)] : [];
    }),
  ];
}

/** The cell whose anchor lies nearest to the mean of all; a community need not be of one piece. */
function middleOf(ids: readonly CellId[], areas: Areas) {
  const cells = ids.flatMap((id) => areas.cell(id) ?? []);
  const mean = (axis: 0 | 1) => cells.reduce((sum, { anchor }) => sum + anchor[axis], 0) / cells.length;
  const [x, y] = [mean(0), mean(1)];
  const away = ({ anchor: [lon, lat] }: (typeof cells)[number]) => Math.hypot(lon - x, lat - y);
  return cells.toSorted((a, b) => away(a) - away(b))[0];
}
