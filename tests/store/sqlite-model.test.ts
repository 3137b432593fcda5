import fc from 'fast-check';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Seq, UnitId } from '#data/contract/ids.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import type { Entry, Store } from '#server/store/store.ts';
import {
  closed,
  HOUR,
  imported,
  merged,
  MONDAY,
  noted,
  past,
  registered,
  reported,
  triaged,
} from '../support/store-facts.ts';
import { createMemoryStore } from '../support/memory-store/store.ts';
import { temporaryFolder } from '../support/store-file.ts';

/** Few of everything, so that ids, keys and hours meet often. */
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const rev = fc.integer({ min: 1, max: 6 });
const category = fc.constantFrom('public-security/theft', 'public-security/burglary', 'livelihood/water');
const at = fc.integer({ min: 0, max: 5 }).map((hours) => MONDAY + hours * HOUR - 1);

const fact = fc.oneof(
  fc.record({ id, category, at }).map(({ id, category, at }) => reported(id, { category, reportedAt: at })),
  fc.record({ id, rev, category }).map(({ id, rev, category }) => triaged(id, rev, category)),
  fc.record({ id, rev }).map(({ id, rev }) => noted(id, rev)),
  fc.record({ id, rev }).map(({ id, rev }) => closed(id, rev)),
  fc.record({ id, rev, into: id }).map(({ id, rev, into }) => merged(id, rev, into)),
  fc
    .array(fc.record({ id, category, at }), { minLength: 1, maxLength: 4 })
    .map((cases) => imported(...cases.map(({ id, category, at }) => past(id, { category, reportedAt: at })))),
  fc.constant(registered('u')),
);
const entry: fc.Arbitrary<Entry> = fc.record(
  {
    facts: fc.array(fact, { minLength: 1, maxLength: 3 }),
    key: fc.constantFrom('k1', 'k2', 'k3', 'k4'),
    guards: fc.array(
      fc.record({
        subject: fc.oneof(
          id.map((incident) => `incident/${incident}`),
          fc.constant('unit/u'),
        ),
        at: fc.integer({ min: 0, max: 40 }).map((at) => at as Seq),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  },
  { requiredKeys: ['facts'] },
);
const fix = fc.record({
  unit: fc.constantFrom('u', 'v').map((unit) => unit as UnitId),
  at: fc.integer({ min: 1, max: 50 }),
});

/** What happens to a store. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(fc.array(entry, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
      .map((appends) => ({ appends })),
  },
  { weight: 1, arbitrary: fc.array(fix, { minLength: 1, maxLength: 4 }).map((fixes) => ({ fixes })) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 50 }).map((forget) => ({ forget })) },
  { weight: 1, arbitrary: fc.constant({ reopen: true as const }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

test('a store on SQLite answers like a list in memory, whatever happens to it and in what order', async () => {
  const folder = temporaryFolder();
  const reached = { appended: 0, repeated: 0, conflict: 0, reopened: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 20 }), async (steps) => {
      const file = join(folder, 'store.db');
      for (const tail of ['', '-wal', '-shm', '.served']) rmSync(file + tail, { force: true });
      const model = createMemoryStore();
      let store = await openSqliteStore({ file, hourShift: 0 });
      try {
        for (const one of steps) {
          if ('reopen' in one) {
            await store.close();
            store = await openSqliteStore({ file, hourShift: 0 });
            reached.reopened++;
          }
          const outcomes = await Promise.all([run(store, one), run(model, one)]);
          expect(outcomes[0]).toEqual(outcomes[1]);
          for (const { is } of 'appends' in one ? (outcomes[0] as { is: keyof typeof reached }[]) : []) reached[is]++;
        }
        expect(await everything(store)).toEqual(await everything(model));
        expect(await store.verify()).toMatchObject({ ok: true });
      } finally {
        await store.close();
      }
    }),
    { numRuns: 18, seed: 20260105 },
  );
  expect(Math.min(...Object.values(reached)), JSON.stringify(reached)).toBeGreaterThan(10);
}, 300_000);

async function run(store: Store, step: Step): Promise<unknown> {
  if ('appends' in step) return (await Promise.all(step.appends.map((entries) => store.log.append(entries)))).flat();
  if ('fixes' in step)
    return store.tracks.keep(step.fixes.map(({ unit, at }) => ({ unit, at, lon: at, lat: 1, speed: 2, heading: 3 })));
  if ('forget' in step) return store.tracks.deleteBefore(step.forget);
  return undefined;
}

async function everything(store: Store): Promise<unknown> {
  const page = await store.incidents.list({}, { limit: 100 });
  return {
    facts: await store.log.read(0 as Seq, 10_000),
    keyed: await Promise.all(['k1', 'k2', 'k3', 'k4'].map((key) => store.log.find(key))),
    incidents: page.items,
    timelines: await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => store.incidents.timeline(id))),
    rollups: await store.rollups.sum({ fromHour: 0, toHour: 1e6, by: ['hour', 'category', 'cell'] }),
    fixes: (await store.tracks.read(0, 100)).map(({ unit, at }) => `${at} ${unit}`).sort(),
    latest: (await store.tracks.latest()).map(({ unit, at }) => `${unit} ${at}`).sort(),
  };
}
