import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyBoard, PackedBoard } from '#data/contract/board.ts';
import { LoggedFact } from '#data/contract/fact.ts';
import { viewKey, viewNames, type View } from '#data/contract/view.ts';
import { foldBoard } from '#data/fold/fold.ts';
import { packBoard } from '#data/fold/snapshot.ts';
import { stateHash } from '#data/fold/state-hash.ts';
import { redactBoard, redactFacts } from '#data/rules/audience.ts';
import { anyLog, areas, areasOfCell, homeLon, planted, publicLon } from '../support/fact-log.ts';

const views: View[] = viewNames.flatMap((name) => [{ name }, ...areas.map((area) => ({ name, area }))]);

test.each(views.map((view) => [viewKey(view), view] as const))(
  '%s: folding what the view may see gives what the view may see of the fold',
  (_key, view) => {
    fc.assert(
      fc.property(anyLog(), fc.nat(60), (facts, cut) => {
        const early = foldBoard(emptyBoard, facts.slice(0, cut));
        const whole = foldBoard(early, facts.slice(cut));
        const { board } = redactFacts(facts.slice(cut), view, redactBoard(early, view, areasOfCell), areasOfCell);
        expect(packBoard(board)).toEqual(packBoard(redactBoard(whole, view, areasOfCell)));
        expect(stateHash(board)).toBe(stateHash(redactBoard(whole, view, areasOfCell)));
      }),
      { numRuns: 300 },
    );
  },
);

test('what a view gets is valid by the contract', () => {
  fc.assert(
    fc.property(anyLog(), fc.constantFrom(...views), (facts, view) => {
      const { facts: seen, board } = redactFacts(facts, view, emptyBoard, areasOfCell);
      for (const fact of seen) LoggedFact.parse(fact);
      PackedBoard.parse(packBoard(board));
    }),
    { numRuns: 200 },
  );
});

test('a public wall gets no row and no fact of any kind, in whichever area', () => {
  const publicViews: View[] = [
    { name: 'public-wall' },
    ...areas.map((area) => ({ name: 'public-wall' as const, area })),
  ];
  fc.assert(
    fc.property(anyLog(), fc.constantFrom(...publicViews), (facts, view) => {
      const { facts: seen, board } = redactFacts(facts, view, emptyBoard, areasOfCell);
      expect(seen).toEqual([]);
      expect(packBoard(board)).toEqual(packBoard(emptyBoard));
      expect(packBoard(redactBoard(foldBoard(emptyBoard, facts), view, areasOfCell))).toEqual(packBoard(emptyBoard));
    }),
    { numRuns: 200 },
  );
});

test('no wall ever carries a name, a number, a text or the place of a home', () => {
  let carried = 0;
  fc.assert(
    fc.property(anyLog(), (facts) => {
      const { facts: seen, board } = redactFacts(facts, { name: 'ops-wall' }, emptyBoard);
      const wire = JSON.stringify([seen, packBoard(board)]);
      for (const [field, text] of Object.entries(planted)) {
        // A unit shows its call sign, which the test plants as a name.
        if (field === 'name') continue;
        expect(wire).not.toContain(text);
      }
      expect(wire).not.toContain(String(homeLon));
      if (wire.includes(String(publicLon))) carried++;
    }),
    { numRuns: 500 },
  );
  expect(carried).toBeGreaterThan(0);
});

test('no view carries who reported', () => {
  fc.assert(
    fc.property(anyLog(), fc.constantFrom(...views), (facts, view) => {
      const { facts: seen, board } = redactFacts(facts, view, emptyBoard, areasOfCell);
      expect(JSON.stringify([seen, packBoard(board)])).not.toContain(planted.phone);
    }),
    { numRuns: 300 },
  );
});

test('no view carries what was said in a dispute, nor what is on record about people', () => {
  fc.assert(
    fc.property(anyLog(), fc.constantFrom(...views), (facts, view) => {
      const { facts: seen, board } = redactFacts(facts, view, emptyBoard, areasOfCell);
      const wire = JSON.stringify([
        seen.filter(({ kind }) => kind.startsWith('dispute.')),
        [...board.disputes.values()],
      ]);
      for (const text of [planted.name, planted.phone, planted.note, planted.description, planted.actor])
        expect(wire).not.toContain(text);
      expect(seen.filter(({ kind }) => kind.startsWith('audit.'))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
