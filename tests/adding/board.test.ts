import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { FactSight } from '#data/contract/fact-sight.ts';
import { desk, inside, seenBy } from '#data/contract/sight.ts';
import type { Table } from '#data/contract/tables.ts';
import type * as Tables from '#data/contract/tables.ts';
import type * as UnitFacts from '#data/contract/facts/unit.ts';
import type * as FactSights from '#data/contract/fact-sight.ts';
import type * as Folds from '#data/fold/folds.ts';
import { filesIn, places } from './page.ts';
import { takeBack, writeInto, written } from './written.ts';

const Tide = z.object({ id: z.string(), area: z.string(), metres: z.number(), note: z.string().optional() });
type Tide = z.infer<typeof Tide>;
const tideRead = z.object({ kind: z.literal('tide.read'), tide: Tide });

const sight = { ...seenBy(inside, 'id', 'area', 'metres'), note: desk };
const tides = { row: Tide, from: ['tide'], areas: ({ area }: Tide) => [area], sight } as unknown as Table<typeof Tide>;
const tideSight = { areas: { carries: 'tides', in: 'tide' }, sight: { tide: sight } } as unknown as FactSight;
const foldTides = (before: ReadonlyMap<string, Tide>, facts: readonly LoggedFact[]) =>
  (facts as unknown as { kind: string; tide: Tide }[]).reduce(
    (table, { kind, tide }) => (kind === 'tide.read' ? new Map(table).set(tide.id, tide) : table),
    before,
  );

type House = Awaited<ReturnType<typeof open>>;
let house: House;

async function open() {
  const [fact, feed, board, fold, snapshot, hash, audience] = await Promise.all([
    import('#data/contract/fact.ts'),
    import('#data/contract/feed-fact.ts'),
    import('#data/contract/board.ts'),
    import('#data/fold/fold.ts'),
    import('#data/fold/snapshot.ts'),
    import('#data/fold/state-hash.ts'),
    import('#data/rules/audience.ts'),
  ]);
  return { ...fact, ...feed, ...board, ...fold, ...snapshot, ...hash, ...audience };
}

beforeAll(async () => {
  takeBack();
  // A fact:
  writeInto<typeof UnitFacts>('data/contract/facts/unit.ts', ({ unitFacts }) => ({
    unitFacts: [...unitFacts, tideRead],
  }));
  writeInto<typeof FactSights>('data/contract/fact-sight.ts', ({ factSights }) => ({
    factSights: { ...factSights, 'tide.read': tideSight },
  }));
  // A table:
  writeInto<typeof Tables>('data/contract/tables.ts', ({ tables }) => {
    const all = { ...tables, tides };
    const tableNames = Object.keys(all);
    const perTable = (make: (name: string) => unknown) => Object.fromEntries(tableNames.map((n) => [n, make(n)]));
    return { tables: all, tableNames, perTable };
  });
  writeInto<typeof Folds>('data/fold/folds.ts', ({ folds }) => ({
    folds: { ...folds, tides: (before: never, facts: readonly LoggedFact[]) => foldTides(before['tides'], facts) },
  }));
  house = await open();
});
afterAll(takeBack);

const read = (seq: number, id: string, area: string, metres: number) =>
  ({ kind: 'tide.read', seq, at: seq, tide: { id, area, metres, note: 'by Li' } }) as unknown as LoggedFact;
const facts = [read(1, 't1', 'd1', 2), read(2, 't2', 'd2', 3), read(3, 't1', 'd1', 4)];
const tidesOf = (board: object) => (board as { tides: ReadonlyMap<string, object> }).tides;

test('is written where the page says, and nowhere else', () => {
  const named = [...places['A fact']!, ...places['A board table']!].flatMap(filesIn);
  for (const path of written)
    expect(named.map((name) => name.replace(/facts\/\w+\.ts/, 'facts/unit.ts'))).toContain(path);
});

test('a made-up fact is read from the log and from the feed, and one out of shape is not', () => {
  expect(house.Fact.safeParse({ kind: 'tide.read', tide: { id: 't1', area: 'd1', metres: 2 } }).success).toBe(true);
  expect(house.Fact.safeParse({ kind: 'tide.read', tide: { id: 't1' } }).success).toBe(false);
  expect(house.FeedFact.safeParse(facts[0]).success).toBe(true);
});

test('a made-up table is empty, folded, packed and hashed like every other', () => {
  const { emptyBoard, foldBoard, packBoard, unpackBoard, stateHash } = house;
  expect(tidesOf(emptyBoard).size).toBe(0);
  const board = foldBoard(emptyBoard, facts);
  expect(tidesOf(board).get('t1')).toMatchObject({ metres: 4 });
  expect(board.units).toBe(emptyBoard.units);
  const travelled = unpackBoard(JSON.parse(JSON.stringify(packBoard(board))));
  expect(tidesOf(travelled)).toEqual(tidesOf(board));
  expect(stateHash(travelled)).toBe(stateHash(board));
  expect(stateHash(board)).not.toBe(stateHash(emptyBoard));
  expect(house.PackedBoard.safeParse({ ...packBoard(board), tides: [{ id: 't1' }] }).success).toBe(false);
});

test('each view sees of it what was judged, of the board and of the facts alike', () => {
  const { emptyBoard, foldBoard, redactBoard, redactFacts } = house;
  const board = foldBoard(emptyBoard, facts);
  const seen = (view: object) => [...tidesOf(redactBoard(board, view as never)).values()];
  expect(seen({ name: 'public-wall' })).toEqual([]);
  expect(seen({ name: 'ops-wall' })).toEqual([
    { id: 't1', area: 'd1', metres: 4 },
    { id: 't2', area: 'd2', metres: 3 },
  ]);
  expect(seen({ name: 'officer', area: 'd1' })).toEqual([{ id: 't1', area: 'd1', metres: 4, note: 'by Li' }]);
  for (const view of [{ name: 'public-wall' }, { name: 'ops-wall' }, { name: 'officer', area: 'd1' }])
    expect(tidesOf(redactFacts(facts, view as never, emptyBoard).board)).toEqual(
      tidesOf(redactBoard(board, view as never)),
    );
});
