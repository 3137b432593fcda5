import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Recommendations } from '#data/contract/desk-api.ts';
import type { CellId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { LonLat } from '#data/contract/place.ts';
import type { Clock } from '#data/kit/clock.ts';
import { recommend } from '#data/rules/recommend.ts';
import { categoryOf } from '#data/rules/time-limits.ts';
import type { Loads } from './loads.ts';
import type { LastFixes } from './last-fixes.ts';
import type { Travel } from './travel.ts';

/** Who could be sent where. */
export type Dispatch = { recommended(incident: Incident): Recommendations };

type Parts = {
  board: () => Board;
  pack: Pick<CityPack, 'cells' | 'categories'>;
  clock: Clock;
  travel: Travel;
  lastFixes: Pick<LastFixes, 'of'>;
  loads: Pick<Loads, 'of'>;
};

export function createDispatch({ board, pack, clock, travel, lastFixes, loads }: Parts): Dispatch {
  const anchors = new Map<CellId, LonLat>(pack.cells.map(({ id, anchor }) => [id, anchor]));

  return {
    recommended(incident) {
      const now = clock.now();
      const place = incident.location ?? (incident.cell && anchors.get(incident.cell));
      const reach = place && travel.from([place]);
      const candidates = [...board().units.values()].map((unit) => {
        const fix = lastFixes.of(unit.id);
        return {
          unit,
          way: reach && fix ? reach(fix.place) : null,
          fixAgeMs: fix ? Math.max(0, now - fix.at) : null,
          recentLoad: loads.of(unit.id),
        };
      });
      const services = categoryOf(incident.category, pack)?.services ?? [];
      return { asOf: now, items: recommend(incident, services, candidates) };
    },
  };
}
