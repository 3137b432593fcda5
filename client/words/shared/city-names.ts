import type { Area, CityPack } from '#data/contract/city-pack.ts';
import { callSigns, type Called } from './call-signs.ts';
import { cellNames, type NamedCell } from './cell-names.ts';
import type { Speech } from './speech.ts';

/** What of a pack is called something: a phone has no more of it. */
export type NamedPack = Pick<CityPack, 'areas' | 'categories' | 'services'> & { cells: readonly NamedCell[] };

/** The city pack's names in the viewer's language; an id that the pack does not have stands for itself. */
export type CityNames = {
  category(id: string): string;
  area(id: string): string;
  /** An area's name without the word for its level: "Chengxi" for "Chengxi District". */
  brief(id: string): string;
  /** The short name, for tables. */
  service(id: string): string;
  /** A cell by its community and its place there: "Beiguan, cell 3". */
  cell(id: string): string;
  /**
   * A call sign as this language has it, where it is made of the short name of a service and a number; what a crew
   * calls itself otherwise stays what it is.
   */
  unit(unit: Called): string;
};

export function cityNames({ areas, categories, services, cells }: NamedPack, say: Speech): CityNames {
  const groups = new Map(categories.groups.map(({ id, names }) => [id, say.name(names)]));
  const kinds = new Map(categories.categories.map(({ id, names }) => [id as string, say.name(names)]));
  const places = new Map(areas.map(({ id, names }) => [id as string, say.name(names)]));
  const crews = new Map(services.map(({ id, short }) => [id, say.name(short)]));
  const briefs = new Map(areas.map(({ id, level, names }) => [id as string, withoutEnding(say.name(names), level)]));
  function withoutEnding(name: string, level: Area['level']): string {
    const ending = say.words.levelEndings[level].find((end) => name.endsWith(end) && name.length > end.length);
    return ending === undefined ? name : name.slice(0, -ending.length);
  }
  return {
    category: (id) => kinds.get(id) ?? groups.get(id.split('/', 1)[0] ?? '') ?? id,
    area: (id) => places.get(id) ?? id,
    brief: (id) => briefs.get(id) ?? id,
    cell: cellNames(areas, cells, (id) => briefs.get(id) ?? id, say),
    unit: callSigns(services, say),
    service: (id) => crews.get(id) ?? (id === 'other' ? say.words.units.other : id),
  };
}
