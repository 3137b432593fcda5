import type { CityPack } from '#data/contract/city-pack.ts';
import type { UnitId } from '#data/contract/ids.ts';
import { seededRandom } from '#data/kit/random.ts';
import { weightedPick } from '../chance.ts';
import type { Level } from '../level.ts';
import type { Streets } from './streets.ts';

/** A crew of the invented city. */
export type Crew = {
  id: UnitId;
  callSign: string;
  service: string;
  /** Its place within its service, from 0. */
  rank: number;
  /** The node it stands by at, and the nodes it patrols between. */
  home: number;
  beat: readonly number[];
};

/** The unit of a service at a place in it, from 0. */
export const crewId = (service: string, rank: number) => `${service}-${String(rank + 1).padStart(2, '0')}` as UnitId;

/** As far as a crew patrols from home, metres. */
const BEAT = 1200;

/** The crews of every service of the pack, based where most happens. */
export function musterCrews(pack: CityPack, level: Level, streets: Streets, seed: string): Crew[] {
  const random = seededRandom(`${seed}/crews`);
  const pickCell = weightedPick(level.shares);
  return pack.services.flatMap((service) =>
    Array.from({ length: service.units }, (_, rank): Crew => {
      const number = String(rank + 1).padStart(2, '0');
      const home = streets.nodeNear(pack.cells[pickCell(random)]!.anchor);
      return {
        id: crewId(service.id, rank),
        callSign: `${service.short.en} ${number}`,
        service: service.id,
        rank,
        home,
        beat: streets.nodesWithin(streets.nodes[home]!, BEAT),
      };
    }),
  );
}
