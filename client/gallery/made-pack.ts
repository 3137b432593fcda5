import type { CityPack } from '#data/contract/city-pack.ts';

const files = import.meta.glob(
  '../../data/city/xining/{city,areas,cells,streets,land,places,categories,services,calendar,checklists}.json',
  { eager: true, import: 'default' },
);

/** The model city as screens get it, so that real names show whether they fit. */
export const madePack = {
  ...Object.fromEntries(Object.entries(files).map(([path, file]) => [/([a-z]+)\.json$/.exec(path)?.[1], file])),
  graph: { nodes: [], edges: [] },
  organisations: [],
} as unknown as CityPack;
