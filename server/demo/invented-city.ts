import type { Report } from '#data/contract/api.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import { zoneOffset } from '#data/rules/zone.ts';
import type { Areas } from '../city/areas.ts';
import type { Arrival } from './past/arrivals.ts';
import { namedDice, type Dice } from './chance.ts';
import { createTeller } from './past/invented.ts';
import { cityLevel } from './level.ts';
import { musterCrews, type Crew } from './fleet/muster.ts';
import { createRoster, type Roster } from './fleet/roster.ts';
import { createStreets, type Streets } from './fleet/streets.ts';
import { createSilence, type Silence } from './fleet/silence.ts';
import { createVisitPlan, type VisitPlan } from './players/visit-plan.ts';

/** All of the demo that pack and seed decide, once and for ever. */
export type InventedCity = {
  pack: CityPack;
  seed: string;
  areas: Areas;
  dice: Dice;
  streets: Streets;
  crews: readonly Crew[];
  roster: Roster;
  dropsOut: Silence;
  visits: VisitPlan;
  tell: (arrival: Arrival) => Report;
};

export function inventCity(pack: CityPack, areas: Areas, seed: string): InventedCity {
  const dice = namedDice(seed);
  const streets = createStreets(pack.graph);
  return {
    pack,
    seed,
    areas,
    dice,
    streets,
    crews: musterCrews(pack, cityLevel(pack, seed), streets, seed),
    roster: createRoster(zoneOffset(pack.city.timeZone), dice),
    dropsOut: createSilence(dice),
    visits: createVisitPlan(pack, areas, dice),
    tell: createTeller(pack, dice),
  };
}
