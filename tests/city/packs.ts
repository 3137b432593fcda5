import { fileURLToPath } from 'node:url';
import { loadCityPack } from '#server/city/load.ts';
import type { CityPack } from '#data/contract/city-pack.ts';

const root = new URL('../../', import.meta.url);

export const folderOf = {
  xining: fileURLToPath(new URL('data/city/xining', root)),
  'port-alder': fileURLToPath(new URL('tests/fixtures/packs/port-alder', root)),
  houston: fileURLToPath(new URL('tests/fixtures/packs/houston', root)),
  chicago: fileURLToPath(new URL('tests/fixtures/packs/chicago', root)),
} as const;

export type PackName = keyof typeof folderOf;

export const pack = (name: PackName): Promise<CityPack> => loadCityPack(folderOf[name]);
