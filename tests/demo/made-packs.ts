import type { CityPack } from '#data/contract/city-pack.ts';
import { makePack } from '../support/pack.ts';

/** The made city in another size, with three times the crews. */
export function createMadePack(columns: number, rows: number): CityPack {
  const pack = makePack({}, { columns, rows });
  return { ...pack, services: pack.services.map((service) => ({ ...service, units: 3 * service.units })) };
}
