import type { CityPack } from '#data/contract/city-pack.ts';
import type { PastIncident } from '#data/contract/incident.ts';
import { seededRandom } from '#data/kit/random.ts';
import { DAY, HOUR, MINUTE } from '#data/rules/civil-day.ts';
import type { Areas } from '../../city/areas.ts';
import { arrivalsIn, type Arrival } from './arrivals.ts';
import { spread, type Dice } from '../chance.ts';
import { ACCEPT_AFTER, courseOf, DEPART_AFTER, type Luck } from '../course.ts';
import { DEMO_SOURCE, demoIds } from '../exercise.ts';
import type { RateModel } from './rate-model.ts';

/** A time that is told rather than lived through: from `from` to `until`, a whole hour. Instants in ms. */
export type Past = { from: number; until: number };

export type Historian = {
  /** What was reported within `span`, whole hours of the past, and had ended by its end; in order of report. */
  ended(past: Past, span?: Past): Generator<PastIncident>;
  /** What was still open then: from its report on it is lived through. */
  stillOpen(past: Past): Arrival[];
};

const DRIVE = 7 * MINUTE;
/** No case takes longer. */
const LONGEST = 120 * DAY;

/** Tells the past as the model expects it and as the courses of incidents run. */
export function historian({
  pack,
  areas,
  model,
  seed,
  dice,
}: {
  pack: CityPack;
  areas: Areas;
  model: RateModel;
  seed: string;
  dice: Dice;
}): Historian {
  const idOf = demoIds(seed);
  const cells = pack.cells.map(({ id }) => ({ id, areas: [...areas.pathOf(id)] }));

  return {
    *ended({ from, until }, span = { from, until }) {
      for (const { past } of told(span, from, until)) if (past.times.closed! <= until) yield past;
    },
    stillOpen({ from, until }) {
      const recent = Math.max(from, until - LONGEST);
      return [...told({ from: recent, until }, from, until)]
        .filter(({ past }) => past.times.closed! > until)
        .map(({ arrival }) => arrival);
    },
  };

  function* told(span: Past, from: number, until: number): Generator<{ arrival: Arrival; past: PastIncident }> {
    for (let hour = Math.floor(span.from / HOUR); hour < span.until / HOUR; hour++) {
      const random = seededRandom(`${seed}/courses/${hour}`);
      for (const arrival of arrivalsIn(hour, pack, model, seed)) {
        if (arrival.at < from) continue;
        // What may still be open has the luck that it will be lived through with.
        const luck: Luck = hour * HOUR < until - LONGEST ? random : (what) => dice(`${arrival.ref}/${what}`);
        yield { arrival, past: pastOf(arrival, luck) };
      }
    }
  }

  function pastOf({ ref, at, category, cell }: Arrival, luck: Luck): PastIncident {
    const course = courseOf(category, category.priority, at, pack, luck);
    const enroute =
      course.send + Math.round(spread(ACCEPT_AFTER, luck('accept')) + spread(DEPART_AFTER, luck('depart')));
    const arrived = enroute + Math.round(spread(DRIVE, luck('drive')));
    const resolved = Math.round(Math.max(arrived, course.finish ?? 0) + course.work);
    const closed = Math.round(resolved + course.check + course.close);
    return {
      id: idOf(DEMO_SOURCE, ref),
      category: category.id,
      priority: category.priority,
      reportedAt: at,
      times: { received: at, triaged: course.triage, firstAssigned: course.send, enroute, arrived, resolved, closed },
      cell: cells[cell]!.id,
      areas: cells[cell]!.areas,
      source: DEMO_SOURCE,
      sourceRef: ref,
    };
  }
}
