import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NewFact } from '#data/contract/fact.ts';
import type { IncidentId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { createAnalysis, type Analysis } from '#server/analysis/analysis.ts';
import type { Selection } from '#server/analysis/counts/selection.ts';
import { packCell } from '../support/pack.ts';
import {
  analysisOf,
  areas,
  city,
  pack,
  past,
  recounted,
  reported,
  standingClock,
  toldLog,
  type Counted,
} from './counted-city.ts';

const now = city('2026-11-25 14:20');
const categories = pack.categories.categories.map(({ id }) => id);
const cells = [packCell(0, 0), packCell(7, 5), undefined];
const selections = [{}, { area: 'd0' }, { category: 'public-security' }, { category: categories[1], area: 'd1s1' }];

/** A report of the last thirty days, a triage of one of the first reports, or an import. */
const step = fc.oneof(
  fc.record({
    do: fc.constant('report' as const),
    ago: fc.nat(30 * 24 * 60),
    category: fc.constantFrom(...categories),
    cell: fc.constantFrom(...cells),
  }),
  fc.record({ do: fc.constant('triage' as const), which: fc.nat(20), category: fc.constantFrom(...categories) }),
  fc.record({
    do: fc.constant('import' as const),
    ago: fc.nat(800 * 24 * 60),
    category: fc.constantFrom(...categories),
    cell: fc.constantFrom(...cells),
  }),
);

const tablesOf = (analysis: Analysis, selection: Selection) => [
  ...(['category', 'area'] as const).map((by) => analysis.table(selection, { by, to: analysis.today() }).rows),
  analysis.claim(selection, analysis.today()).years,
];

test('what is kept current equals a recount, whatever came in after the start', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.nat(60), async (steps, heldBack) => {
      const incidents: (Counted & { id: string })[] = [];
      const told: NewFact[] = [];
      let open: Incident[] = [];
      let rollupsAtStart: Counted[] = [];
      for (const [i, each] of steps.entries()) {
        if (i === heldBack) {
          open = incidents.map((incident) => reported(incident.id, incident));
          rollupsAtStart = incidents.map((incident) => ({ ...incident }));
          told.length = 0;
        }
        if (each.do === 'triage') {
          const target = incidents.filter(({ id }) => id.startsWith('i'))[each.which];
          if (!target) continue;
          target.category = each.category;
          told.push({
            kind: 'incident.triaged',
            at: now,
            incident: target.id as IncidentId,
            rev: 2,
            category: each.category,
            priority: 2,
            due: {},
          });
          continue;
        }
        const counted = {
          id: `${each.do === 'report' ? 'i' : 'p'}${i}`,
          reportedAt: now - each.ago * 60_000,
          category: each.category,
          cell: each.cell,
        };
        incidents.push(counted);
        if (each.do === 'report')
          told.push({ kind: 'incident.reported', at: now, series: 'TV26', incident: reported(counted.id, counted) });
        else
          told.push({
            kind: 'incidents.imported',
            at: now,
            incidents: [
              past(counted.reportedAt, {
                category: each.category,
                ...(each.cell !== undefined && { cell: each.cell }),
              }),
            ],
          });
        if (each.do === 'import' && each.cell === undefined)
          delete (told.at(-1) as { incidents: { cell?: string }[] }).incidents[0]!.cell;
      }

      const { log, tell } = toldLog();
      const clock = standingClock(now);
      const followed = await createAnalysis({
        rollups: recounted(rollupsAtStart),
        log,
        clock,
        pack,
        areas,
        hourShift: 0,
        open: () => open,
      });
      // Asked once before, so that the series are kept and not built anew.
      for (const selection of selections) {
        followed.heat(selection);
        tablesOf(followed, selection);
      }
      for (const fact of told) tell(fact);
      const recount = await analysisOf(incidents, now);
      for (const selection of selections)
        for (const ask of ['week', 'months', 'heat'] as const)
          expect({ ...followed[ask](selection), seq: 0 }).toEqual({ ...recount[ask](selection), seq: 0 });
      for (const selection of selections) expect(tablesOf(followed, selection)).toEqual(tablesOf(recount, selection));
    }),
    { numRuns: 60 },
  );
});

test('an answer names the last fact it has counted', async () => {
  const { log, tell } = toldLog();
  const analysis = await createAnalysis({
    rollups: recounted([]),
    log,
    clock: standingClock(now),
    pack,
    areas,
    hourShift: 0,
    open: () => [],
  });
  tell(
    { kind: 'incidents.imported', at: now, incidents: [past(now - 86_400_000)] },
    { kind: 'alarm.cleared', at: now, alarm: 'a' as never },
  );
  expect(analysis.heat({})).toMatchObject({ seq: 2, asOf: now });
});

test('after its end it counts no more', async () => {
  const { log, tell } = toldLog();
  const analysis = await createAnalysis({
    rollups: recounted([]),
    log,
    clock: standingClock(now),
    pack,
    areas,
    hourShift: 0,
    open: () => [],
  });
  analysis.stop();
  tell({ kind: 'incidents.imported', at: now, incidents: [past(now - 86_400_000)] });
  expect(analysis.week({}).counted).toBe(0);
});

test('where clocks are half an hour off, hours are those of the city', async () => {
  const at = Date.parse('2026-11-24T18:40:00Z'); // 00:10 of the 25th in Kolkata
  const over = { city: { ...pack.city, timeZone: 'Asia/Kolkata' } };
  const halfHour = 30 * 60_000;
  const rollups = {
    sum: async () => [{ hour: Math.floor((at + halfHour) / 3_600_000), category: categories[0]!, cell: '', count: 1 }],
  };
  let asked = 0;
  const analysis = await createAnalysis({
    rollups: { sum: async () => (asked++ === 0 ? rollups.sum() : []) },
    log: toldLog().log,
    clock: standingClock(Date.parse('2026-11-25T12:00:00Z')),
    pack: { ...pack, ...over },
    areas,
    hourShift: halfHour,
    open: () => [],
  });
  expect(analysis.week({}).points.map(({ count }) => count)).toEqual([0, 0, 1, null, null, null, null]);
});
