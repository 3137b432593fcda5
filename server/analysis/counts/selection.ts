import type { CityPack } from '#data/contract/city-pack.ts';
import type { AreaId } from '#data/contract/ids.ts';
import type { Areas } from '../../city/areas.ts';
import type { FieldError } from '#data/contract/problem.ts';
import type { Keep } from './ledger.ts';

/** Which incidents a question is about; nothing named means all of them. */
export type Selection = {
  /** A whole category or its group: `public-security`. */
  category?: string | undefined;
  /** A district, sub-district or community. */
  area?: string | undefined;
  /** Numbers for anybody: by group at most, and without the categories that may be of a home. */
  public?: boolean | undefined;
};

/** What a selection means in this city. */
export type Selections = {
  /** What is wrong with it; empty when it can be asked. */
  check(selection: Selection): FieldError[];
  keep(selection: Selection): Omit<Keep, 'origin'>;
  /** The same for two selections that mean the same. */
  key(selection: Selection): string;
  /** "public-security incidents in Chengdong District" */
  words(selection: Selection): string;
};

export function citySelections({ groups, categories }: CityPack['categories'], areas: Areas): Selections {
  const known = new Set([...groups, ...categories].map(({ id }) => id));
  const homes = new Set<string>(categories.filter(({ dwelling }) => dwelling).map(({ id }) => id));
  const open = new Set(categories.filter(({ id }) => !homes.has(id)).map(({ id }) => id.split('/', 1)[0]!));
  const areaNamed = (id: string) => areas.area(id as AreaId);

  return {
    check({ category, area, public: isPublic }) {
      const errors: FieldError[] = [];
      if (category !== undefined && !(isPublic ? open : known).has(category))
        errors.push({ pointer: '/category', detail: 'is not a category or group of this city' });
      if (area !== undefined && !areaNamed(area))
        errors.push({ pointer: '/area', detail: 'is not an area of this city' });
      return errors;
    },
    keep({ category, area, public: isPublic }) {
      const cells = area === undefined ? null : new Set<string>(areas.cellsOf(area as AreaId));
      return {
        category: (id) =>
          (category === undefined || id === category || id.startsWith(`${category}/`)) && !(isPublic && homes.has(id)),
        cell: (id) => !cells || cells.has(id),
      };
    },
    key: ({ category = '', area = '', public: isPublic }) => `${category}|${area}${isPublic ? '|public' : ''}`,
    words({ category, area, public: isPublic }) {
      const all = category === undefined ? 'incidents' : `${category} incidents`;
      const what = isPublic ? `${all} outside homes` : all;
      return area === undefined ? what : `${what} in ${areaNamed(area)?.names.en ?? area}`;
    },
  };
}
