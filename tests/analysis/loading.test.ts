import { describe, expect, test } from 'vitest';
import type { NewFact } from '#data/contract/fact.ts';
import type { IncidentId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { seededRandom } from '#data/kit/random.ts';
import { createAnalysis } from '#server/analysis/analysis.ts';
import type { ChainedFact } from '#server/store/store.ts';
import {
  analysisOf,
  areas,
  city,
  pack,
  recounted,
  reported,
  standingClock,
  toldLog,
  type Counted,
} from './counted-city.ts';

const now = city('2026-11-25 14:20');
const HOUR = 3_600_000;
const categories = pack.categories.categories.map(({ id }) => id);

/** A city in which reports and triages go on, whose news may arrive later than what they changed. */
function busyCity(seed: string) {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
  const { log, commit, announce } = toldLog();
  const incidents: (Counted & { id: string })[] = [];
  const board = new Map<string, Incident>();
  const onItsWay: ChainedFact[][] = [];

  function happen(): void {
    const category = pick(categories);
    const known = random() < 0.3 ? incidents.at(-1 - Math.floor(random() * 5)) : undefined;
    let fact: NewFact;
    if (known) {
      known.category = category;
      fact = {
        kind: 'incident.triaged',
        at: now,
        incident: known.id as IncidentId,
        rev: 2,
        category,
        priority: 2,
        due: {},
      };
    } else {
      // Mostly of this hour; now and then somebody reports what was days or years ago.
      const ago = random() < 0.7 ? random() * HOUR : random() * 900 * 24 * HOUR;
      const counted = { id: `i${incidents.length}`, reportedAt: Math.floor(now - ago), category, cell: undefined };
      incidents.push(counted);
      fact = { kind: 'incident.reported', at: now, series: 'TV26', incident: reported(counted.id, counted) };
    }
    onItsWay.push(commit(fact));
  }

  /** The board hears of it in the same breath as everybody. */
  function arrive(): void {
    const news = onItsWay.shift();
    if (!news) return;
    for (const { fact } of news) {
      if (fact.kind === 'incident.reported')
        board.set(fact.incident.id, reported(fact.incident.id, fact.incident as Counted));
      const triaged = fact.kind === 'incident.triaged' ? board.get(fact.incident) : undefined;
      if (triaged && fact.kind === 'incident.triaged')
        board.set(fact.incident, { ...triaged, category: fact.category });
    }
    announce(news);
  }

  /** Something may happen, and earlier news may arrive. */
  function pass(): void {
    if (random() < 0.4) happen();
    if (random() < 0.7) arrive();
  }

  const rollups = recounted(incidents);
  return {
    incidents,
    happen,
    arrive,
    calm: () => {
      while (onItsWay.length > 0) arrive();
    },
    parts: {
      clock: standingClock(now),
      pack,
      areas,
      hourShift: 0,
      open: () => [...board.values()],
      rollups: {
        async sum(query: Parameters<typeof rollups.sum>[0]) {
          pass();
          const rows = await rollups.sum(query);
          pass();
          return rows;
        },
      },
      log: {
        ...log,
        async read(...asked: Parameters<typeof log.read>) {
          pass();
          const facts = await log.read(...asked);
          pass();
          return facts;
        },
      },
    },
  };
}

describe('while the roll-ups are read, the city goes on', () => {
  test.each(Array.from({ length: 40 }, (_, i) => i))('nothing is lost or counted twice, seed %d', async (seed) => {
    const city = busyCity(`loading ${seed}`);
    for (let i = 0; i < 30; i++) city.happen();
    for (let i = 0; i < 25; i++) city.arrive();
    const analysis = await createAnalysis(city.parts);
    await Promise.all([analysis.reload(), Promise.resolve().then(city.happen)]);
    city.calm();
    const recount = await analysisOf(city.incidents, now);
    for (const selection of [{}, ...categories.map((category) => ({ category }))])
      for (const ask of ['week', 'months', 'heat'] as const)
        expect({ ...analysis[ask](selection), seq: 0 }).toEqual({ ...recount[ask](selection), seq: 0 });
  });
});

test('after another store was put in its place, its counts are shown and not the old ones', async () => {
  const { log } = toldLog();
  const incidents: Counted[] = [{ reportedAt: now - HOUR, category: categories[0]! }];
  const analysis = await createAnalysis({
    rollups: recounted(incidents),
    log,
    clock: standingClock(now),
    pack,
    areas,
    hourShift: 0,
    open: () => [],
  });
  expect(analysis.week({}).counted).toBe(1);
  incidents.length = 0;
  await analysis.reload();
  expect(analysis.week({}).counted).toBe(0);
});
