import type { CityPack } from '#data/contract/city-pack.ts';

/** What the server gives a screen of a city pack. */
export type ScreenPack = Omit<CityPack, 'graph' | 'organisations'>;

const files = import.meta.glob(
  '../../data/city/xining/{city,areas,cells,streets,land,places,categories,services,calendar,checklists}.json',
  { eager: true, import: 'default' },
);

/** The model city, so that real names show whether they fit. */
export const madePack = Object.fromEntries(
  Object.entries(files).map(([path, content]) => [/([a-z]+)\.json$/.exec(path)![1], content]),
) as ScreenPack;
