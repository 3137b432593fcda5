import { expect, onTestFinished, test } from 'vitest';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { SourceName } from '#data/contract/ids.ts';
import { DAY } from '#data/rules/civil-day.ts';
import type { Progress } from '#server/demo/create-demo.ts';
import type { Sender } from '#server/intake/intake.ts';
import { makePack } from '../support/pack.ts';
import { inPack } from '../support/report.ts';
import { makeWorld, type World } from './world.ts';

const cases = ({ log }: World) =>
  log.facts.filter(
    (fact): fact is Extract<LoggedFact, { kind: 'incidents.imported' }> => fact.kind === 'incidents.imported',
  );

const HOTLINE: Sender = { source: 'hotline' as SourceName, exercise: false };

/** A start, what it said of its history, and what stood there when the city began to live. */
async function started() {
  const world = makeWorld({ watched: true });
  onTestFinished(() => world.stop());
  const said: number[] = [];
  let living: { told: number; units: number; incidents: number } | undefined;
  const progress: Progress = (at, share) => {
    if (at !== 'history') return;
    said.push(share);
    const { units, incidents } = world.board();
    living ??= { told: cases(world).length, units: units.size, incidents: incidents.size };
  };
  await world.demo.start(progress);
  return { world, said, living: living! };
}

test('a new city lives before its history is there, and says how much of it is until it is whole', async () => {
  const { said, living, world } = await started();
  expect(living.told).toBe(0);
  expect(living.units).toBeGreaterThan(10);
  expect(living.incidents).toBeGreaterThan(0);
  expect(said[0]).toBe(0);
  expect(said).toEqual(said.toSorted((a, b) => a - b));
  expect(said.at(-1)).toBe(1);
  const reported = cases(world).flatMap(({ incidents }) => incidents.map(({ reportedAt }) => reportedAt));
  expect(Math.max(...reported) - Math.min(...reported)).toBeGreaterThan(4.9 * 365 * DAY);
});

test('history comes in from its end: what is there is whole from some day on', async () => {
  const { world } = await started();
  const spans = cases(world).map(({ incidents }) => [incidents[0]!.reportedAt, incidents.at(-1)!.reportedAt] as const);
  expect(spans.length).toBeGreaterThan(10);
  for (const [i, [from, to]] of spans.entries()) {
    expect(from).toBeLessThanOrEqual(to);
    if (i > 0) expect(to).toBeLessThanOrEqual(spans[i - 1]![0]);
  }
});

test('who reports into a city that lives already waits for no history, and gets a number of its own', async () => {
  const world = makeWorld();
  onTestFinished(() => world.stop());
  const answers: Promise<unknown>[] = [];
  await world.demo.start((at, share) => {
    if (at === 'history' && share > 0.4 && answers.length === 0)
      answers.push(
        world.report(HOTLINE, {
          source: 'hotline',
          sourceRef: 'meanwhile',
          category: makePack().categories.categories[0]!.id,
          location: { type: 'Point', coordinates: inPack },
        }),
      );
  });
  expect(await answers[0]).toMatchObject([{ status: 201 }]);
  const at = world.log.facts.findIndex(
    (fact) => fact.kind === 'incident.reported' && fact.incident.source === 'hotline',
  );
  const imported = world.log.facts.map(({ kind }) => kind === 'incidents.imported');
  expect(imported.slice(0, at)).toContain(true);
  expect(imported.slice(at)).toContain(true);
});
