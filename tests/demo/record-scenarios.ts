import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyBoard, type Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Cell, Inspection } from '#data/contract/grid.ts';
import type { UnitId } from '#data/contract/ids.ts';
import { packBoard } from '#data/fold/snapshot.ts';
import { redactBoard, redactFacts } from '#data/rules/audience.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import type { Scenario } from '#data/scenarios/scenario.ts';
import { loadCityPack } from '#server/city/load.ts';
import { createTestClock } from '../support/test-clock.ts';
import { makeWorld, type SeenFix } from './world.ts';

// Records the scenarios of data/scenarios anew: node tests/demo/record-scenarios.ts

type Recipe = Pick<Scenario, 'id' | 'names'> & { lasts: number; storm?: number };

/** What was said in disputes is for nobody's page. */
const supervisor = { name: 'supervisor' } as const;

/** Wednesday 4 March 2026, 15:00 in Xining. */
const START = Date.UTC(2026, 2, 4, 7);

const recipes: Recipe[] = [
  { id: 'calm-shift', names: { en: 'A calm shift', zh: '平稳班次' }, lasts: 15 * MINUTE },
  { id: 'hailstorm', names: { en: 'A hailstorm', zh: '冰雹' }, lasts: 4 * MINUTE, storm: 84 },
  { id: 'radio-failure', names: { en: 'The radio breaks down', zh: '通信中断' }, lasts: 20 * MINUTE, storm: 0 },
];

async function record({ id, names, lasts, storm }: Recipe, pack: CityPack): Promise<Scenario> {
  const world = makeWorld({ pack, seed: id, clock: createTestClock(START - 2 * MINUTE), watched: true });
  await world.demo.start();
  await world.pass(2 * MINUTE, 250);
  const begin = world.clock.now();
  const before = world.log.facts.length;
  const board = packBoard(ofNote(world.board(), begin));
  const places = [...lastFixes(world.fixes)].map(([unit, { lon, lat, heading }]) => {
    return { unit: unit as UnitId, at: [round(lon), round(lat)] as [number, number], heading };
  });
  if (storm !== undefined) world.demo.flood(storm);
  await world.pass(lasts, 1000);
  await world.stop();
  const seen = redactFacts(world.log.facts.slice(before), supervisor, emptyBoard).facts;
  const facts = seen.map(({ seq: _seq, at, by, exercise: _exercise, ...fact }) => {
    return { after: at - begin, ...(by && { by }), fact };
  });
  return { id, names, city: pack.city.id, start: begin, board, places, facts };
}

/**
 * As a supervisor sees it, without the many cells that are just as they should be, who answers for
 * them, the incidents that only wait to be closed, and the visits and dangers that have days to go.
 */
function ofNote(whole: Board, now: number): Board {
  const board = redactBoard(whole, supervisor);
  const keep = <K, Row>(table: ReadonlyMap<K, Row>, isKept: (row: Row) => boolean) =>
    new Map([...table].filter(([, row]) => isKept(row)));
  return {
    ...board,
    incidents: keep(board.incidents, ({ state }) => state !== 'verified'),
    cells: new Map(
      [...keep(board.cells, ({ staffed, lastVisit = 0 }: Cell) => !staffed || now - lastVisit > 20 * 24 * HOUR)].map(
        ([id, { posts: _posts, ...cell }]) => [id, cell],
      ),
    ),
    dangers: keep(board.dangers, ({ due = Infinity }) => due < now + 6 * HOUR),
    inspections: keep(board.inspections, ({ due }: Inspection) => due < now + 6 * HOUR),
  };
}

function lastFixes(fixes: readonly SeenFix[]): Map<string, SeenFix> {
  return new Map(fixes.map((fix) => [fix.unit, fix]));
}

const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

/** One row of a table to a line, so that a change can be read. */
function written({ board, places, facts, ...head }: Scenario): string {
  const list = (rows: readonly unknown[]) => `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`;
  const tables = Object.entries(board).map(([name, rows]) => `"${name}": ${list(rows)}`);
  const heads = Object.entries(head).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`);
  return `{\n${heads.join(',\n')},\n"board": {\n${tables.join(',\n')}\n},\n"places": ${list(places)},\n"facts": ${list(facts)}\n}\n`;
}

const root = join(import.meta.dirname, '../..');
const pack = await loadCityPack(join(root, 'data/city/xining'));
for (const recipe of recipes) {
  const scenario = await record(recipe, pack);
  const text = written(scenario);
  writeFileSync(join(root, `data/scenarios/${recipe.id}.json`), text);
  const kB = Math.round(Buffer.byteLength(text) / 1000);
  process.stdout.write(`${recipe.id}: ${scenario.facts.length} facts, ${kB} kB\n`);
}
