import type { Report } from '#data/contract/api.ts';
import type { Board } from '#data/contract/board.ts';
import type { Category, CityPack } from '#data/contract/city-pack.ts';
import type { Incident } from '#data/contract/incident.ts';
import { metresBetween } from '#data/kit/metres.ts';
import { MINUTE } from '#data/rules/civil-day.ts';
import type { Intake } from '../../intake/intake.ts';
import type { Dice } from '../chance.ts';
import type { Course } from '../course.ts';
import { demoSender, person, unitActor } from '../exercise.ts';
import type { Crew } from '../fleet/muster.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Orders } from '../orders.ts';
import type { Arrival } from '../past/arrivals.ts';
import type { Player } from '../player.ts';
import { note } from './conduct.ts';
import { patternOf } from '../rhythm.ts';

type Parts = {
  board: () => Board;
  intake: Pick<Intake, 'report'>;
  orders: Orders;
  fleet: Fleet;
  pack: CityPack;
  dice: Dice;
  tell: (arrival: Arrival) => Report;
  isFree: (crew: Crew, t: number) => boolean;
  /** From when on time is lived through, and when somebody looks for the first time. */
  begin: number;
  lookedAt: number;
};

/** When each scene begins, ms from the first look. */
const scenes = {
  /** A case that somebody works on by then. */
  earlier: -25 * MINUTE,
  /** One round the corner of a crew that has nothing to do: it leaves and arrives while somebody looks. */
  near: -40_000,
  /** Life at risk, and nobody can be sent at once: an alarm that is answered. */
  call: 4000,
  /** Why nobody can, said on record. */
  excuse: 34_000,
  /** Work that is done is checked. */
  check: 45_000,
};
type Scene = keyof typeof scenes;
const isScene = (name: string): name is Scene => name in scenes;

/** What is decided of the incidents of a scene rather than left to chance, ms from the report by the clock on the wall. */
const scripts: Partial<Record<Scene, Pick<Course, 'triage' | 'send'>>> = {
  near: { triage: 8000, send: 12_000 },
  // An alarm after a minute, and its answer; on the way well before the limit all the same.
  call: { triage: 20_000, send: 78_000 },
};
const NOT_YET = 12_000;

const refOf = (scene: Scene, lookedAt: number) => `opening-${scene}-${lookedAt.toString(36)}`;
function sceneOf({ sourceRef = '' }: Pick<Incident, 'sourceRef'>): Scene | undefined {
  const [opening, scene = ''] = sourceRef.split('-');
  return opening === 'opening' && isScene(scene) ? scene : undefined;
}

function scriptOf(incident: Pick<Incident, 'sourceRef'>) {
  const scene = sceneOf(incident);
  return scene && scripts[scene];
}

/** Whether a scene of the opening hangs on how an incident goes: chance has no say in it. */
export function isScripted(incident: Pick<Incident, 'sourceRef'>): boolean {
  return scriptOf(incident) !== undefined;
}

/** The course of an incident that began at `begin`, as its scene has it. */
export function scripted(course: Course, incident: Pick<Incident, 'sourceRef'>, begin: number, speed: number): Course {
  const script = scriptOf(incident);
  if (!script) return course;
  return { ...course, triage: begin + script.triage * speed, send: begin + script.send * speed };
}

/**
 * What the city has going for whoever has just come, at whatever hour: it is quiet at night, and a
 * picture in which nothing happens shows nothing. Everything is done as on any day, only at its time.
 */
export function createOpening(parts: Parts): Player {
  const { board, intake, orders, fleet, pack, dice, tell, isFree, begin, lookedAt } = parts;
  const left = new Set<Scene>(['near', 'call', 'excuse', 'check']);
  // What would have begun before there was anybody is not made up for.
  if (lookedAt + scenes.earlier >= begin) left.add('earlier');

  return {
    subjects: () => left,
    concerns: () => undefined,
    plan(scene, now) {
      if (!isScene(scene) || !left.has(scene)) return null;
      const at = Math.max(now, lookedAt + scenes[scene]);
      return { at, latest: at + 1000 };
    },
    async act(scene, now) {
      if (scene === 'check') return check();
      if (!isScene(scene)) return;
      left.delete(scene);
      if (scene === 'excuse') return excuse();
      await intake.report(demoSender, [scene === 'call' ? call(now) : near(scene, now)]);
    },
  };

  /** Round the corner of a crew that can go. */
  function near(scene: Scene, at: number): Report {
    const free = fleet.crews.filter((crew) => isFree(crew, at));
    const category = pickCategory(scene, (each) => isOfTheStreet(each) && goes(each, free));
    const crews = free.filter(({ service }) => service === category.services[0]);
    const ref = refOf(scene, lookedAt);
    let found = { metres: Infinity, report: tell({ ref, at, category, cell: 0 }) };
    for (const { id } of crews) {
      const { lon, lat } = fleet.motion(id, at);
      const report = tell({ ref, at, category, cell: cellNear([lon, lat]) });
      const [x = lon, y = lat] = report.location?.coordinates ?? [];
      const metres = metresBetween([lon, lat], [x, y]);
      if (metres < found.metres) found = { metres, report };
    }
    return found.report;
  }

  function call(at: number): Report {
    const category = pickCategory('call', ({ priority, dwelling }) => priority === 1 && !dwelling);
    const cell = Math.floor(dice(`opening/cell/${lookedAt}`) * pack.cells.length);
    return tell({ ref: refOf('call', lookedAt), at, category, cell });
  }

  async function excuse(): Promise<void> {
    const ref = refOf('call', lookedAt);
    const waiting = [...board().incidents.values()].find(({ sourceRef }) => sourceRef === ref);
    if (!waiting) return;
    const text = 'the nearest crews are at a scene; the next one is called in.';
    await orders.incident(person('dispatcher', 3, 0.5), waiting.id, note(text));
  }

  /** The newest of what is done is checked; where nothing is, whoever has been at work the longest comes to an end. */
  async function check(): Promise<number | void> {
    const all = [...board().incidents.values()].filter(({ exercise, suspended }) => exercise && !suspended);
    const done = all.filter(({ state }) => state === 'resolved').sort((a, b) => resolvedOf(b) - resolvedOf(a))[0];
    if (done) {
      left.delete('check');
      await orders.incident(person('verifier', 2, 0), done.id, { name: 'verify', body: {} });
      return;
    }
    const atWork = all
      .filter(({ state, assignments }) => state === 'onscene' && assignments.some(({ unit }) => fleet.crew(unit)))
      .sort((a, b) => (a.times.arrived ?? Infinity) - (b.times.arrived ?? Infinity))[0];
    const unit = atWork?.assignments.find(({ unit, state }) => state === 'onscene' && fleet.crew(unit))?.unit;
    if (atWork && unit) await orders.incident(unitActor(unit), atWork.id, { name: 'resolve', body: {} });
    return NOT_YET;
  }

  function resolvedOf({ times }: Incident): number {
    return times.resolved ?? 0;
  }

  function pickCategory(scene: Scene, fits: (category: Category) => boolean): Category {
    const all = pack.categories.categories;
    const fitting = all.filter(fits);
    const from = fitting.length > 0 ? fitting : all;
    return from[Math.floor(dice(`opening/${scene}/${lookedAt}`) * from.length)]!;
  }

  function cellNear(place: readonly [number, number]): number {
    let nearest = 0;
    let least = Infinity;
    for (const [i, { anchor }] of pack.cells.entries()) {
      const metres = metresBetween(anchor, [place[0], place[1]]);
      if (metres < least) [nearest, least] = [i, metres];
    }
    return nearest;
  }
}

function isOfTheStreet(category: Category): boolean {
  return patternOf(category) === 'street' && category.limits.attend !== undefined;
}

function goes({ services: [first] }: Category, crews: readonly Crew[]): boolean {
  return crews.some(({ service }) => service === first);
}
