import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stateHash } from '#data/fold/state-hash.ts';
import { foldBoard } from '#data/fold/fold.ts';
import { LoggedFact } from '#data/contract/fact.ts';
import { nextLimit } from '#data/rules/urgency.ts';
import { playScenario } from '#data/scenarios/play.ts';
import { Scenario } from '#data/scenarios/scenario.ts';
import { loadCityPack } from '#server/city/load.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'data/scenarios');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (file: string) => Scenario.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));

test('there is a calm shift, a flood and a bad network', () => {
  expect(files).toEqual(['calm-shift.json', 'hailstorm.json', 'radio-failure.json']);
});

describe.each(files)('the scenario %s', (file) => {
  test('is small enough to travel with a page', () => {
    expect(statSync(join(folder, file)).size).toBeLessThan(300_000);
  });

  test('plays at any time: the facts are known to the contract and everything is as far off as it was', () => {
    const scenario = read(file);
    const start = Date.UTC(2031, 6, 1);
    const { board, facts } = playScenario(scenario, start, 500);
    for (const fact of facts) expect(LoggedFact.safeParse(fact).error).toBeUndefined();
    expect(facts[0]!.seq).toBe(500);
    expect(facts.map(({ at }) => at)).toEqual(facts.map(({ at }) => at).toSorted((a, b) => a - b));
    const then = playScenario(scenario, scenario.start);
    for (const [id, incident] of board.incidents) {
      expect(nextLimit(incident, start)?.left).toBe(nextLimit(then.board.incidents.get(id)!, scenario.start)?.left);
    }
    for (const inspection of board.inspections.values()) {
      const { fellDue, due } = then.board.inspections.get(inspection.id)!;
      expect([inspection.fellDue - start, inspection.due - start]).toEqual(
        [fellDue, due].map((t) => t - scenario.start),
      );
    }
    expect(stateHash(foldBoard(board, facts))).not.toBe(stateHash(board));
  });

  test('played at the time of its recording it is what was recorded', () => {
    const scenario = read(file);
    const { board } = playScenario(scenario, scenario.start);
    expect([...board.incidents.values()]).toEqual(scenario.board.incidents);
    expect([...board.inspections.values()]).toEqual(scenario.board.inspections);
  });

  test('is of its city: every cell, area, category and service is in the pack', async () => {
    const scenario = read(file);
    const pack = await loadCityPack(join(root, 'data/city', scenario.city));
    const cells = new Set<string>(pack.cells.map(({ id }) => id));
    const areas = new Set<string>(pack.areas.map(({ id }) => id));
    const categories = new Set<string>(pack.categories.categories.map(({ id }) => id));
    const incidents = [
      ...scenario.board.incidents,
      ...scenario.facts.flatMap(({ fact }) => (fact.kind === 'incident.reported' ? [fact.incident] : [])),
    ];
    expect(incidents.length).toBeGreaterThan(20);
    for (const incident of incidents) {
      expect(cells).toContain(incident.cell);
      expect(categories).toContain(incident.category);
      for (const area of incident.areas) expect(areas).toContain(area);
    }
    const services = new Set(pack.services.map(({ id }) => id));
    for (const { service } of scenario.board.units) expect(services).toContain(service);
  });
});

test('the storm is a flood of reports, the radio failure one of lost contact', () => {
  const kinds = (file: string) => read(file).facts.map(({ fact }) => fact.kind);
  expect(kinds('hailstorm.json').filter((kind) => kind === 'incident.reported').length).toBeGreaterThan(80);
  expect(kinds('calm-shift.json').filter((kind) => kind === 'incident.reported').length).toBeLessThan(20);
  const lost = read('radio-failure.json').facts.filter(
    ({ fact }) => fact.kind === 'unit.contact-changed' && fact.contact === 'offline',
  );
  expect(lost.length).toBeGreaterThan(10);
});
