import type { UnitId } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';
import { MINUTE } from '#data/rules/civil-day.ts';
import type { Dice } from '../chance.ts';
import { drive, endOf, motionOn, spotOn, standing, wayTo, type Leg, type Motion, type Spot } from './leg.ts';
import type { Crew } from './muster.ts';
import type { Streets } from './streets.ts';
import type { Tempo } from '../tempo.ts';

/** Where the crews are and how they get about. It moves them and decides nothing else. */
export type Fleet = {
  readonly crews: readonly Crew[];
  crew(unit: UnitId): Crew | undefined;
  /** Place and heading at `t`, and the speed that its crew would read off. */
  motion(unit: UnitId, t: number): Motion;
  /** Puts a unit down at the node nearest to a place. */
  place(unit: UnitId, at: LonLat, t: number): void;
  /** Sends it to a place with all speed. */
  hurry(unit: UnitId, to: LonLat, t: number): void;
  /** A round of its beat or the way home, unhurried; answers when it is over. */
  patrol(unit: UnitId, t: number): number;
  goHome(unit: UnitId, t: number): number;
  /** It stays where it is, at the next crossing. */
  halt(unit: UnitId, t: number): void;
  /** When it will be at the place it hurries to; undefined when it hurries nowhere. */
  arrival(unit: UnitId): number | undefined;
  /** The units that would be at a place first, nearest first, at most `most`. */
  nearest(to: LonLat, t: number, most: number, handicap: (crew: Crew) => number | null): Crew[];
};

/** Share of an emergency unit's speed. */
const ON_PATROL = 0.5;
const CROSSING = 3;
/** From the street to the place itself, ms. */
const TO_THE_DOOR = 40_000;

export function createFleet({
  crews,
  streets,
  dice,
  tempo,
}: {
  crews: readonly Crew[];
  streets: Streets;
  dice: Dice;
  tempo: Tempo;
}): Fleet {
  const byId = new Map(crews.map((crew) => [crew.id, crew]));
  const legs = new Map<UnitId, Leg>(crews.map(({ id, home }) => [id, standing(home, 0)]));
  const hurrying = new Set<UnitId>();
  const rounds = new Map<UnitId, number>();

  return {
    crews,
    crew: (unit) => byId.get(unit),
    motion(unit, t) {
      const motion = motionOn(legOf(unit), streets, t);
      return { ...motion, speed: motion.speed / tempo.pace(t) };
    },
    place(unit, at, t) {
      begin(unit, standing(streets.nodeNear(at), t));
    },
    hurry(unit, to, t) {
      const speed = tempo.pace(t) * (0.9 + 0.15 * dice(`${unit}/speed`));
      go(unit, streets.nodeNear(to), t, (way) => drive(streets, way, t, speed));
      hurrying.add(unit);
    },
    patrol(unit, t) {
      const { beat, home } = byId.get(unit)!;
      const goal = beat[Math.floor(chance(unit) * beat.length)] ?? home;
      return stroll(unit, goal, t);
    },
    goHome: (unit, t) => stroll(unit, byId.get(unit)!.home, t),
    halt(unit, t) {
      const { from, to, share } = spotOn(legOf(unit), t);
      if (share === 0) begin(unit, standing(from, t, motionOn(legOf(unit), streets, t).heading));
      else begin(unit, drive(streets, { nodes: [from, to], share, seconds: 0 }, t, tempo.pace(t) * ON_PATROL));
    },
    arrival: (unit) => (hurrying.has(unit) ? tempo.after(endOf(legOf(unit)), TO_THE_DOOR) : undefined),
    nearest,
  };

  function legOf(unit: UnitId): Leg {
    const leg = legs.get(unit);
    if (!leg) throw new RangeError(`the fleet has no unit ${unit}`);
    return leg;
  }

  function begin(unit: UnitId, leg: Leg): void {
    hurrying.delete(unit);
    legs.set(unit, leg);
  }

  /** A new number in [0, 1) at every call. */
  function chance(unit: UnitId): number {
    const round = (rounds.get(unit) ?? 0) + 1;
    rounds.set(unit, round);
    return dice(`${unit}/round/${round}`);
  }

  function stroll(unit: UnitId, goal: number, t: number): number {
    const pause = (node: number) => {
      const u = streets.neighbours(node).length < CROSSING ? 1 : chance(unit);
      return u < 0.2 ? (u * 2 * MINUTE) / tempo.pace(t) : 0;
    };
    go(unit, goal, t, (way) => drive(streets, way, t, tempo.pace(t) * ON_PATROL, pause));
    return endOf(legOf(unit));
  }

  function go(unit: UnitId, goal: number, t: number, by: (way: NonNullable<ReturnType<typeof wayTo>>) => Leg): void {
    const spot = spotOn(legOf(unit), t);
    const { heading } = motionOn(legOf(unit), streets, t);
    const way = wayTo(streets, spot, goal);
    begin(unit, way && way.nodes.length > 1 ? { ...by(way), heading } : standing(spot.from, t, heading));
  }

  function nearest(to: LonLat, t: number, most: number, handicap: (crew: Crew) => number | null): Crew[] {
    const waiting = new Map<number, { crew: Crew; extra: number }[]>();
    let left = 0;
    for (const crew of crews) {
      const seconds = handicap(crew);
      if (seconds === null) continue;
      const spot = spotOn(legOf(crew.id), t);
      const extra = seconds + ahead(spot);
      const at = waiting.get(spot.to);
      if (at) at.push({ crew, extra });
      else waiting.set(spot.to, [{ crew, extra }]);
      left++;
    }
    const found: { crew: Crew; cost: number }[] = [];
    if (left > 0)
      streets.spreadOut(streets.nodeNear(to), (node, seconds) => {
        for (const { crew, extra } of waiting.get(node) ?? []) {
          found.push({ crew, cost: seconds + extra });
          left--;
        }
        found.sort((a, b) => a.cost - b.cost);
        // Whoever comes later is further off than those already found.
        return left === 0 || (found[most - 1]?.cost ?? Infinity) <= seconds;
      });
    return found.slice(0, most).map(({ crew }) => crew);
  }

  function ahead({ from, to, share }: Spot): number {
    return from === to ? 0 : (1 - share) * streets.seconds(from, to);
  }
}
