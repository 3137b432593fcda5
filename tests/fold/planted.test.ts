import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyBoard } from '#data/contract/board.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import { factSights, stampSight, type FactSight } from '#data/contract/fact-sight.ts';
import type { CellId } from '#data/contract/ids.ts';
import { inside, type Sight } from '#data/contract/sight.ts';
import { tableNames, tables } from '#data/contract/tables.ts';
import { viewNames, type View, type ViewName } from '#data/contract/view.ts';
import { foldBoard } from '#data/fold/fold.ts';
import { packBoard } from '#data/fold/snapshot.ts';
import { redactBoard, redactFacts } from '#data/rules/audience.ts';
import { anyLog, areaOf, areas, areasOfCell, planted, shiftArea } from '../support/fact-log.ts';

const views: View[] = viewNames.flatMap((name) => [{ name }, ...areas.map((area) => ({ name, area }))]);
const texts = new Set(Object.values(planted));

/** `fact` with every planted text saying in which field of which kind it stands, and of which area. */
function marked(fact: LoggedFact): LoggedFact {
  const of = areaOfFact(fact);
  const area = of === null ? 'nowhere' : (of ?? 'everywhere');
  const mark = (value: unknown, path: string): unknown => {
    if (typeof value === 'string') return texts.has(value) ? `<${path}|${area}>` : value;
    if (Array.isArray(value)) return value.map((each) => mark(each, path));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mark(each, `${path}/${name}`)]));
  };
  return mark(fact, fact.kind) as LoggedFact;
}

/** Told from the ids alone, as the makers of the facts give them. Null: of none. */
function areaOfFact(fact: LoggedFact): string | undefined | null {
  const fields = fact as unknown as Record<string, string & { id: string; cell: string }>;
  const idIn = (field: string) => fields[field]!.id ?? fields[field]!;
  const ofCell = (cell: string) => areasOfCell(cell as CellId)[0] ?? null;
  switch (fact.kind.split('.')[0]) {
    case 'incident':
    case 'alarm':
    case 'danger':
    case 'dispute':
      return areaOf(idIn(fact.kind.split('.')[0]!))[0];
    case 'cell':
    case 'post':
      return ofCell(fields['cell']!);
    case 'inspection':
      return ofCell(fields['cell'] ?? fields['inspection']!.cell);
    case 'shift':
      return fact.kind === 'shift.handed-over' ? fact.area : shiftArea(idIn('entry'));
    case 'handover':
      return shiftArea(idIn('handover')) ?? null;
    default:
      return undefined;
  }
}

function maySee(view: ViewName, path: string): boolean {
  const [kind, ...fields] = path.split('/');
  const judged = (factSights as Record<string, FactSight | 'nobody'>)[kind!]!;
  if (judged === 'nobody') return false;
  let at: unknown = { ...stampSight, ...judged.stamp, ...judged.sight };
  for (const field of fields) at = Array.isArray(at) ? at : (at as Record<string, unknown>)[field];
  return (at as readonly ViewName[]).includes(view);
}

describe('what is planted where a view may not see', () => {
  test('appears in none of its facts and rows', () => {
    const appeared = new Set<string>();
    fc.assert(
      fc.property(anyLog(), fc.constantFrom(...views), (log, view) => {
        const facts = log.map(marked);
        const { facts: seen, board } = redactFacts(facts, view, emptyBoard, areasOfCell);
        const atOnce = redactBoard(foldBoard(emptyBoard, facts), view, areasOfCell);
        for (const fact of seen) {
          const area = areaOfFact(fact);
          if (view.area !== undefined && area !== undefined)
            expect(`${fact.kind} of ${area}`).toBe(`${fact.kind} of ${view.area}`);
        }
        const frames = JSON.stringify([seen, packBoard(board), packBoard(atOnce)]);
        for (const [mark, path, area] of frames.matchAll(/<([^|<>]+)\|([^<>]+)>/g)) {
          if (!maySee(view.name, path!) || (view.area !== undefined && area !== 'everywhere' && area !== view.area))
            throw new Error(`${mark} in a frame for ${view.name} of ${view.area ?? 'the city'}`);
          appeared.add(path!);
        }
        for (const { id } of atOnce.cells.values())
          if (view.area !== undefined) expect(areasOfCell(id)).toContain(view.area);
      }),
      { numRuns: 1000 },
    );
    expect(appeared.size).toBeGreaterThan(40);
  });
});

describe('what nobody has judged', () => {
  test('is not sent when it is a kind of fact', () => {
    const fact = { kind: 'weather.changed', seq: 1, at: 1, incident: 'i1' } as unknown as LoggedFact;
    for (const view of views) expect(redactFacts([fact], view, emptyBoard, areasOfCell).facts).toEqual([]);
  });

  test('does not compile when it is a field', () => {
    type Row = { id: string; parts?: { size: number; secret?: string }[] };
    const judged: Sight<Row> = { id: inside, parts: { size: inside, secret: inside } };
    // @ts-expect-error `parts` is not judged
    const without: Sight<Row> = { id: inside };
    // @ts-expect-error `secret` is not judged
    const within: Sight<Row> = { id: inside, parts: { size: inside } };
    // @ts-expect-error what a thing holds is judged by its own fields
    const whole: Sight<Row> = { id: inside, parts: inside };
    expect([judged, without, within, whole]).toHaveLength(4);
  });

  test('is no field of a row that is gone', () => {
    for (const name of tableNames)
      expect(Object.keys(tables[name].sight).sort()).toEqual(Object.keys(tables[name].row.shape).sort());
  });
});
