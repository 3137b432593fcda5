import type { Actor } from '#data/contract/actor.ts';
import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { IncidentId, UnitId } from '#data/contract/ids.ts';
import type { Incident, Priority } from '#data/contract/incident.ts';
import type { LonLat } from '#data/contract/place.ts';
import { incidentOf } from '#data/fold/fold-incident.ts';
import { DAY, MINUTE } from '#data/rules/civil-day.ts';
import { unsignedTasks } from '#data/rules/decide-linkage.ts';
import { categoryOf } from '#data/rules/time-limits.ts';
import { isHandled, isOverdue } from '#data/rules/urgency.ts';
import type { Dice } from '../chance.ts';
import { beginOf, inCourse, nextDeed, note, ordersOnLeaving, twistOf, type Deed } from './conduct.ts';
import { courseOf, type Course, type Luck } from '../course.ts';
import { DEMO_SOURCE, person, unitActor } from '../exercise.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { NextTaskDeed, TaskDeed } from './linkage.ts';
import type { Crew } from '../fleet/muster.ts';
import type { Order, Orders } from '../orders.ts';
import { isScripted, scripted } from './opening.ts';
import type { Player } from '../player.ts';
import type { Tempo } from '../tempo.ts';

type Parts = {
  board: () => Board;
  orders: Orders;
  fleet: Fleet;
  pack: CityPack;
  dice: Dice;
  tempo: Tempo;
  /** Units that somebody is just deciding about. */
  spokenFor: Set<UnitId>;
  /** Whether a crew can be reached and is on duty. */
  onCall: (crew: Crew, t: number) => boolean;
  /** What the organisations that work together do. */
  linkage: NextTaskDeed;
};

/** What a desk has let lie for so long is one of many: they are taken up one after the other, the urgent first. */
const LEFT_LYING = 2 * MINUTE;
const takenUpWithin: Record<Priority, number> = { 1: 10_000, 2: MINUTE, 3: 6 * MINUTE, 4: 12 * MINUTE };
/** Nobody is free: to be tried again. */
const tryAgain: Record<Priority, number> = { 1: 10_000, 2: 20_000, 3: 75_000, 4: 75_000 };
/** How late somebody may be on the way to a scene because time is lived through in strides. */
const delay: Record<Priority, number> = { 1: 3000, 2: 10_000, 3: MINUTE, 4: 4 * MINUTE };
/** What brings a crew to a scene: nobody waits with it. */
const onTheWay: ReadonlySet<string> = new Set<Deed['is']>(['triage', 'send', 'accept', 'depart', 'drive-on', 'arrive']);
/** Seconds of driving that a less fitting service has to be nearer. */
const NEXT_SERVICE = 300;
/** Of the incidents where life is at risk, the share that two crews are sent to. */
const TWO_CREWS = 0.6;
const REOPENED = 0.01;
/** The chance that a report repeats an open one of its kind nearby: for each, and at most. */
const SAME_EACH = 0.15;
const MOST_SAME = 0.6;
/** Whoever reports something that happened longer ago tells of the past. */
const NEWS = DAY;
const isInvented = ({ source }: Incident) => source === DEMO_SOURCE;

/** Dispatchers, crews on an incident and those who check their work: the life of the demo's incidents. */
export function createDispatchers(parts: Parts): Player {
  const { board, orders, fleet, pack, dice, tempo, spokenFor, onCall, linkage } = parts;
  const anchors = new Map(pack.cells.map(({ id, anchor }) => [id, anchor]));
  const reopenings = new Map<string, number>();
  const excused = new Set<IncidentId>();
  const agencies = pack.organisations.filter(({ class: kind }) => kind === 'agency').map(({ names }) => names.en);

  return {
    *subjects() {
      for (const incident of board().incidents.values()) if (isOurs(incident)) yield incident.id;
    },
    concerns: (fact) => incidentOf(fact),
    plan(id, now) {
      const incident = board().incidents.get(id as IncidentId);
      if (!incident) return reopenings.get(id) ?? null;
      const deed = deedFor(incident);
      if (!deed) return null;
      const { priority } = incident;
      const at =
        deed.at >= now - LEFT_LYING || 'unit' in deed
          ? Math.max(deed.at, now)
          : tempo.after(now, takenUpWithin[priority] * luckOf(incident)(`late/${deed.is}`));
      return onTheWay.has(deed.is) ? { at, latest: at + delay[priority] } : at;
    },
    async act(id, now) {
      const incident = board().incidents.get(id as IncidentId);
      if (!incident) return reopen(id as IncidentId);
      const deed = deedFor(incident);
      if (!deed || deed.at > now) return;
      return (await perform(deed, incident, now)) ? undefined : tryAgain[incident.priority] / tempo.pace(now);
    },
  };

  /** What the demo says itself, and whatever else comes in as it happens; old cases that somebody loads are theirs. */
  function isOurs(incident: Incident): boolean {
    return isInvented(incident) || incident.times.received - incident.reportedAt < NEWS;
  }

  function luckOf(incident: Incident): Luck {
    if (isScripted(incident)) return () => 0.5;
    return (what) => dice(`${incident.sourceRef ?? incident.id}/${what}`);
  }

  function courseFor(incident: Incident): Course | null {
    const category = categoryOf(incident.category, pack);
    if (!category) return null;
    const begin = beginOf(incident);
    const course = courseOf(category, incident.priority, begin, pack, luckOf(incident));
    return scripted(course, incident, begin, tempo.pace(begin));
  }

  function deedFor(incident: Incident): Deed | TaskDeed | null {
    const course = isOurs(incident) ? courseFor(incident) : null;
    if (!course) return null;
    const arrival = (unit: UnitId) => (fleet.crew(unit) ? fleet.arrival(unit) : null);
    const next = nextDeed(incident, course, luckOf(incident), arrival, tempo);
    const part = isInvented(incident) ? linkage(incident, luckOf(incident)) : null;
    // One after the other, so that neither comes upon a state that it does not expect.
    return part && next ? (part.at < next.at ? part : next) : (part ?? next);
  }

  async function perform(deed: Deed | TaskDeed, incident: Incident, now: number): Promise<boolean> {
    const { id } = incident;
    const luck = luckOf(incident);
    const dispatcher = person('dispatcher', 3, luck('dispatcher'));
    const order = (by: Actor, each: Order) => orders.incident(by, id, each);
    switch (deed.is) {
      case 'task':
        return order(deed.by, deed.order(now));
      case 'triage': {
        const into = sameAs(incident, luck);
        return order(dispatcher, into ? { name: 'merge', body: { into } } : { name: 'triage', body: {} });
      }
      case 'send': {
        const twist = deed.again || incident.owed || !isInvented(incident) ? 'none' : twistOf(luck);
        if (twist === 'cancel')
          return order(dispatcher, {
            name: 'cancel',
            body: { reason: 'Exercise: the caller rang again, all is well' },
          });
        if (twist === 'refer')
          return order(dispatcher, { name: 'refer', body: { to: agency(luck), reason: 'Exercise: theirs by law' } });
        return send(incident, now, dispatcher);
      }
      case 'accept':
        return order(unitActor(deed.unit), { name: 'accept', body: { unit: deed.unit } });
      case 'depart':
        fleet.hurry(deed.unit, placeOf(incident), now);
        return order(unitActor(deed.unit), { name: 'enroute', body: { unit: deed.unit } });
      case 'drive-on':
        fleet.hurry(deed.unit, placeOf(incident), now);
        return true;
      case 'arrive':
        return order(unitActor(deed.unit), { name: 'arrive', body: { unit: deed.unit } });
      case 'leave': {
        if (deed.forGood) return order(unitActor(deed.unit), { name: 'resolve', body: {} });
        for (const { unit } of incident.assignments)
          if (fleet.crew(unit)) await order(unitActor(unit), { name: 'unassign', body: { unit } });
        const back = inCourse(incident, courseFor(incident)?.finish ?? now, tempo);
        const left = ordersOnLeaving(luck, { now, back, due: incident.due.resolve }, tempo);
        for (const each of left) await order(unitActor(deed.unit), each);
        return true;
      }
      case 'stand-down':
        return order(unitActor(deed.unit), { name: 'unassign', body: { unit: deed.unit } });
      case 'resume':
        return order(dispatcher, { name: 'resume', body: {} });
      case 'verify':
        return order(person('verifier', 2, luck('verifier')), { name: 'verify', body: {} });
      case 'close': {
        if (luck('reopen') < REOPENED && !reopenings.has(id)) reopenings.set(id, tempo.after(now, 10 * MINUTE));
        const body = unsignedTasks(incident).length > 0 ? { reason: 'Exercise: signed off by word of mouth' } : {};
        return order(dispatcher, { name: 'close', body });
      }
    }
  }

  async function send(incident: Incident, now: number, dispatcher: Actor): Promise<boolean> {
    const services = categoryOf(incident.category, pack)!.services;
    const crews = fleet.nearest(placeOf(incident), now, wanted(incident), (crew) => {
      const fit = services.indexOf(crew.service);
      return fit >= 0 && isFree(crew, incident, now) ? fit * NEXT_SERVICE : null;
    });
    for (const { id: unit } of crews) spokenFor.add(unit);
    if (crews.length === 0) await excuse(incident, now, dispatcher);
    try {
      const sent = crews.map(
        ({ id: unit }) =>
          () =>
            orders.incident(dispatcher, incident.id, { name: 'assign', body: { unit } }),
      );
      let done = false;
      for (const each of sent) done = (await each()) || done;
      return done;
    } finally {
      for (const { id: unit } of crews) spokenFor.delete(unit);
    }
  }

  /** Who is late because nobody is free says so, once. */
  async function excuse(incident: Incident, now: number, dispatcher: Actor): Promise<void> {
    if (excused.has(incident.id) || !isOverdue(incident, now)) return;
    excused.add(incident.id);
    await orders.incident(dispatcher, incident.id, note('late, because every crew for it is out; the next one goes.'));
  }

  function wanted({ priority, sourceRef }: Incident): number {
    return priority === 1 && dice(`${sourceRef}/two crews`) < TWO_CREWS ? 2 : 1;
  }

  /** Where life is at risk, a crew at its meal goes too. */
  function isFree(crew: Crew, { priority }: Incident, now: number): boolean {
    const unit = board().units.get(crew.id);
    if (!unit || unit.incident !== undefined || spokenFor.has(crew.id) || !onCall(crew, now)) return false;
    return unit.availability === 'available' || (priority === 1 && unit.availability === 'conditional');
  }

  function placeOf({ location, cell }: Incident): LonLat {
    return location ?? (cell === undefined ? undefined : anchors.get(cell)) ?? pack.city.center;
  }

  /** Which earlier case this report repeats: the more of its kind are worked on nearby, the likelier one of them. */
  function sameAs(incident: Incident, luck: Luck): IncidentId | undefined {
    if (!isInvented(incident)) return undefined;
    const { category, areas, reportedAt } = incident;
    const same = [...board().incidents.values()].filter(
      (other) =>
        other.category === category &&
        other.areas[1] === areas[1] &&
        other.reportedAt < reportedAt &&
        isInvented(other) &&
        other.assignments.length > 0 &&
        !isHandled(other),
    );
    return luck('same') < Math.min(MOST_SAME, SAME_EACH * same.length) ? same[0]!.id : undefined;
  }

  function agency(luck: Luck): string {
    return agencies[Math.floor(luck('agency') * agencies.length)] ?? 'Exercise city agency';
  }

  async function reopen(id: IncidentId): Promise<void> {
    if (!reopenings.delete(id)) return;
    await orders.incident(person('verifier', 2, 0), id, {
      name: 'reopen',
      body: { reason: 'Exercise: the caller says it has come back' },
    });
  }
}
