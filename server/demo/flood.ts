import type { Category, CityPack } from '#data/contract/city-pack.ts';
import { MINUTE } from '#data/rules/civil-day.ts';
import type { UnitId } from '#data/contract/ids.ts';
import { metresBetween } from '#data/kit/metres.ts';
import type { Arrival } from './past/arrivals.ts';
import { weightedPick, type Dice } from './chance.ts';
import type { Crew } from './fleet/muster.ts';
import type { Streets } from './fleet/streets.ts';

/** A hailstorm: what is reported all at once, and which units cannot be heard until when. */
export type Storm = { arrivals: Arrival[]; silent: ReadonlyMap<UnitId, number> };

const WITHIN = 2 * MINUTE;
/** Metres from its middle to where a storm is felt half as much. */
const REACH = 1800;
const SILENT_SHARE = 0.6;

/** A storm that breaks at `t` over some part of the city, with so many reports; the same instant brings the same one. */
export function makeStorm(
  pack: CityPack,
  crews: readonly Crew[],
  streets: Streets,
  dice: Dice,
  t: number,
  reports: number,
): Storm {
  const u = (what: string) => dice(`storm/${t}/${what}`);
  const middle = pack.cells[Math.floor(u('middle') * pack.cells.length)]!.anchor;
  const force = (at: typeof middle) => 0.5 ** ((metresBetween(middle, at) / REACH) ** 2);
  const pickCell = weightedPick(pack.cells.map(({ anchor }) => force(anchor)));
  const urgent = pack.categories.categories.filter(bringsOut);
  const kinds = urgent.length > 0 ? urgent : pack.categories.categories;

  const arrivals = Array.from({ length: reports }, (_, i): Arrival => {
    let draws = 0;
    const random = () => u(`${i}/${draws++}`);
    // It swells and ebbs.
    const at = Math.floor(t + ((random() + random()) / 2) * WITHIN);
    const category = kinds[Math.floor(random() * kinds.length)]!;
    return { ref: `storm-${t.toString(36)}-${i}`, at, category, cell: pickCell(random) };
  });
  const silent = crews
    .filter(({ id, home }) => u(`${id}/out`) < SILENT_SHARE * force(streets.nodes[home]!) + 0.05)
    .map(({ id }) => [id, t + (3 + 20 * u(`${id}/for`)) * MINUTE] as const);
  return { arrivals: arrivals.sort((a, b) => a.at - b.at), silent: new Map(silent) };
}

/** What a storm makes people ring about: what somebody has to look at within hours. */
function bringsOut({ limits: { attend }, priority }: Category): boolean {
  return priority <= 3 && (attend?.unit === 'minutes' || attend?.unit === 'hours');
}
