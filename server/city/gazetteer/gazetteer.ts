import type { PlaceFound } from '#data/contract/city-brief.ts';
import type { Area, CityPack, Names } from '#data/contract/city-pack.ts';
import type { CellId } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';
import type { Areas } from '../areas.ts';
import type { Placing } from '../placing.ts';
import { crossingOf } from './crossing.ts';
import { loadPinyin, type ToPinyin } from './pinyin.ts';
import { spoken, together, type Spoken } from './spoken.ts';

/** Something of the city with all by which it goes. */
export type Named = {
  found: PlaceFound;
  names: readonly Spoken[];
  /** The same without the word for what it is, as one: `shengli` for Shengli Road; not where that leaves next to nothing. */
  briefs: readonly string[];
  /** Of a street. */
  line?: readonly LonLat[];
};

/** Whatever of a city has a name; made with the first name that somebody looks for. */
export type Gazetteer = {
  entries(): Promise<readonly Named[]>;
  /** Where two streets meet; null where they do not. */
  crossing(one: Named, other: Named): PlaceFound | null;
  /** Where a street meets the others, along it. */
  crossingsOf(street: Named): Promise<PlaceFound[]>;
};

export function createGazetteer(pack: CityPack, areas: Areas, placing: Placing): Gazetteer {
  let known: Promise<readonly Named[]> | undefined;
  const cellAt = ([lon, lat]: LonLat) => placing.cellAt(lon, lat);
  const found = (kind: PlaceFound['kind'], id: string, names: Names, at: LonLat, cell = cellAt(at)): PlaceFound => ({
    kind,
    id,
    names,
    at,
    areas: cell === null ? [] : [...areas.pathOf(cell)],
  });

  async function read(): Promise<Named[]> {
    const named = namer(await loadPinyin());
    const communities = pack.areas.filter(({ level }) => level === 'community');
    return [
      ...pack.places.map(({ id, names, at }) => named(found('place', id, names, at))),
      ...pack.streets.flatMap(({ id, names, line }) =>
        names ? [named(found('street', id, names, line[Math.floor(line.length / 2)]!), line)] : [],
      ),
      ...communities.flatMap((community) => {
        const cell = middleOf(community, areas);
        return cell ? [named(found('community', community.id, community.names, cell.anchor, cell.id))] : [];
      }),
      ...pack.cells.flatMap(({ id, anchor }) => {
        const names = areas.namesOf(id);
        return names ? [named(found('cell', id, names, anchor, id))] : [];
      }),
    ];
  }
  const entries = () => (known ??= read());

  function crossing(one: Named, other: Named): PlaceFound | null {
    const at = one.line && other.line && one !== other ? crossingOf(one.line, other.line) : null;
    if (!at) return null;
    const [a, b] = [one.found, other.found];
    const names = {
      en: `${a.names.en} / ${b.names.en}`,
      ...(a.names.zh !== undefined && b.names.zh !== undefined && { zh: `${a.names.zh}与${b.names.zh}交叉口` }),
    };
    return found('crossing', [a.id, b.id].toSorted().join('×'), names, at);
  }

  return {
    entries,
    crossing,
    crossingsOf: async (street) => (await entries()).flatMap((other) => crossing(street, other) ?? []),
  };
}

/** The word for what it is, at the end of a name of a street or a community; in English and pinyin a word of its own. */
const generic = {
  latin: /[\s-](road|street|avenue|lane|alley|boulevard|drive|way|community|lu|jie|da\s?jie|da\s?dao|xiang|she\s?qu)$/i,
  han: /(大街|大道|社区|路|街|巷)$/u,
};
const directions = new Set(['north', 'south', 'east', 'west', 'central', 'middle', 'upper', 'lower', 'station']);
/** A brief name of fewer letters is too much like any other word. */
const LEAST_LATIN = 5;
const LEAST_HAN = 2;

function namer(toPinyin: ToPinyin): (found: PlaceFound, line?: readonly LonLat[]) => Named {
  return (found, line) => {
    const { en, zh } = found.names;
    const latin = [en, ...(zh === undefined ? [] : [toPinyin(zh)])];
    const shortened = found.kind === 'street' || found.kind === 'community';
    const briefs = latin.map((name) => together(name.replace(generic.latin, ''))).filter(isTelling(LEAST_LATIN));
    const han = zh?.replace(generic.han, '') ?? '';
    return {
      found,
      names: [...latin, ...(zh === undefined ? [] : [zh])].map(spoken),
      briefs: shortened ? [...new Set([...briefs, ...[han].filter(isTelling(LEAST_HAN))])] : [],
      ...(line && { line }),
    };
  };
}
const isTelling = (least: number) => (brief: string) => brief.length >= least && !directions.has(brief);

/** The cell whose anchor lies nearest to the mean of all; a community need not be of one piece. */
function middleOf({ id }: Area, areas: Areas) {
  const cells = areas.cellsOf(id).flatMap((cell: CellId) => areas.cell(cell) ?? []);
  const mean = (axis: 0 | 1) => cells.reduce((sum, { anchor }) => sum + anchor[axis], 0) / cells.length;
  const [x, y] = [mean(0), mean(1)];
  const away = ({ anchor: [lon, lat] }: (typeof cells)[number]) => Math.hypot(lon - x, lat - y);
  return cells.toSorted((a, b) => away(a) - away(b))[0];
}
