import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyBoard, type Board } from '#data/contract/board.ts';
import { cellCommands, type CellCommand } from '#data/contract/commands/cell.ts';
import { inspectionCommands } from '#data/contract/commands/inspection.ts';
import { LoggedFact, type Fact } from '#data/contract/fact.ts';
import { postRoles, type Answer } from '#data/contract/grid.ts';
import type { DangerId, PersonId, Seq } from '#data/contract/ids.ts';
import { foldBoard } from '#data/fold/fold.ts';
import { DAY, HOUR } from '#data/rules/civil-day.ts';
import { decideCell, duePosts } from '#data/rules/decide-cell.ts';
import { decideFinding, decideInspection } from '#data/rules/decide-inspection.ts';
import { responsibleNow, responsibleOn, spanOfDay } from '#data/rules/responsible.ts';
import { cellId, makeInspection } from '../support/make-rows.ts';
import { makePack, packCell } from '../support/pack.ts';

const start = Date.UTC(2026, 2, 4, 8);
const c1 = cellId('c1');
const pack = makePack();

function createCell() {
  let board: Board = emptyBoard;
  const log: LoggedFact[] = [];
  const keep = (facts: readonly Fact[], at: number) => {
    const logged = facts.map((fact) => LoggedFact.parse({ ...fact, at, seq: (log.length + 1) as Seq }));
    log.push(...logged);
    board = foldBoard(board, logged);
  };
  return {
    log,
    board: () => board,
    row: () => board.cells.get(c1) ?? { id: c1, staffed: true },
    give(command: CellCommand, now = start) {
      const decided = decideCell(board.cells.get(c1) ?? { id: c1, staffed: true }, command, { now });
      if (decided.ok) keep(decided.value, now);
      return decided;
    },
    watch(now: number) {
      for (const facts of duePosts(board, now)) keep(facts, now);
    },
  };
}
const fill = (body: object) => ({ name: 'fill-post', body: cellCommands['fill-post'].body.parse(body) }) as CellCommand;
const vacate = (role: string) =>
  ({
    name: 'vacate-post',
    body: cellCommands['vacate-post'].body.parse({ role, reason: 'moved away' }),
  }) as CellCommand;

const people = ['ann', 'bob', 'eve'] as PersonId[];
const anyFill = fc
  .record({
    role: fc.constantFrom(...postRoles),
    person: fc.constantFrom(...people),
    back: fc.integer({ min: -1, max: 5 }),
    long: fc.option(fc.integer({ min: -2, max: 20 })),
  })
  .map((said) => ({ is: 'fill' as const, ...said }));
const anyStep = fc.oneof(
  { weight: 3, arbitrary: anyFill },
  fc.constantFrom(...postRoles).map((role) => ({ is: 'vacate' as const, role })),
  fc.constant({ is: 'watch' as const }),
);

describe('the posts of a cell', () => {
  test('whatever is commanded in whatever order, the cell is staffed exactly while somebody works it, and nobody verifies their own work', () => {
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 40, size: 'max' }), (steps) => {
        const day = createCell();
        for (const [i, step] of steps.entries()) {
          const now = start + i * 8 * HOUR;
          if (step.is === 'watch') day.watch(now);
          else if (step.is === 'vacate') day.give(vacate(step.role), now);
          else {
            const { role, person, back, long } = step;
            day.give(
              fill({ role, person, from: now - back * HOUR, ...(long !== null && { to: now + long * HOUR }) }),
              now,
            );
          }
          const { posts = [], staffed } = day.row();
          expect(new Set(posts.map((post) => post.role)).size).toBe(posts.length);
          expect(new Set(posts.map((post) => post.person)).size).toBe(posts.length);
          const wasEver = day.log.some((fact) => fact.kind === 'post.filled' && fact.post?.role !== 'verifier');
          if (wasEver) expect(staffed).toBe(posts.some(({ role }) => role !== 'verifier'));
          // History and board tell the same of this moment, once the watch has looked.
          if (step.is !== 'watch') continue;
          seen.add(staffed);
          expect(responsibleOn(day.log, { from: now, to: now }).map(({ role, person }) => `${role} ${person}`)).toEqual(
            responsibleNow(day.row(), now).map(({ role, person }) => `${role} ${person}`),
          );
        }
      }),
      { numRuns: 200 },
    );
    expect(seen).toEqual(new Set([true, false]));
  });

  test('begin no later than now and end after they begin and ahead of now', () => {
    const day = createCell();
    const tried = (over: object) => day.give(fill({ role: 'primary', person: 'ann', ...over }));
    expect(tried({ from: start + 1 })).toMatchObject({ refusal: { why: 'from-ahead', pointer: '/from' } });
    expect(tried({ to: start })).toMatchObject({ refusal: { why: 'to-before-from', pointer: '/to' } });
    expect(tried({ from: start - DAY, to: start - HOUR })).toMatchObject({ refusal: { pointer: '/to' } });
    expect(tried({ from: start - DAY, to: start + DAY })).toMatchObject({ ok: true });
    expect(day.give(fill({ role: 'verifier', person: 'ann' }))).toMatchObject({ refusal: { why: 'holds-other-post' } });
    expect(day.give(vacate('deputy'))).toMatchObject({ refusal: { why: 'post-empty' } });
    expect(day.give(vacate('deputy'))).not.toHaveProperty('refusal.pointer');
  });
});

describe('who was responsible', () => {
  const filled = (person: string, from: number, to?: number): LoggedFact =>
    ({
      kind: 'post.filled',
      cell: c1,
      at: from,
      seq: 1,
      post: { role: 'primary', person, from, ...(to && { to }) },
    }) as LoggedFact;
  const on = (history: LoggedFact[], day: string) =>
    responsibleOn(history, spanOfDay(day, 'Europe/Vienna')).map(({ person }) => person);
  const at = (text: string) => Date.parse(`${text}:00+01:00`);

  test('on the day of a change both were, by the city’s clocks', () => {
    const history = [filled('ann', at('2026-03-01T00:00')), filled('bob', at('2026-03-04T12:00'))];
    expect(on(history, '2026-02-28')).toEqual([]);
    expect(on(history, '2026-03-01')).toEqual(['ann']);
    expect(on(history, '2026-03-04')).toEqual(['ann', 'bob']);
    expect(on(history, '2026-03-05')).toEqual(['bob']);
  });

  test('a change at midnight belongs to the new day alone', () => {
    const history = [filled('ann', at('2026-03-01T00:00')), filled('bob', at('2026-03-04T00:00'))];
    expect(on(history, '2026-03-03')).toEqual(['ann']);
    expect(on(history, '2026-03-04')).toEqual(['bob']);
  });

  test('nobody was after the end of a post or after it was vacated', () => {
    const vacated = {
      kind: 'post.vacated',
      cell: c1,
      role: 'primary',
      at: at('2026-03-03T09:00'),
      seq: 2,
    } as LoggedFact;
    const history = [filled('ann', at('2026-03-01T00:00')), vacated];
    expect(on(history, '2026-03-03')).toEqual(['ann']);
    expect(on(history, '2026-03-04')).toEqual([]);
    expect(on([filled('ann', at('2026-03-01T00:00'), at('2026-03-02T23:59'))], '2026-03-03')).toEqual([]);
  });

  test('what was entered later is what is known better', () => {
    const history = [filled('ann', at('2026-03-05T00:00')), filled('bob', at('2026-03-02T00:00'))];
    expect(on(history, '2026-03-06')).toEqual(['bob']);
  });
});

const idFor = (item: string) => `d-${item}` as DangerId;
const ofChecklist = makeInspection({ checklist: 'fire-safety', cell: packCell(0, 0), areas: ['d0' as never] });
const done = (answers?: unknown[]) =>
  decideInspection(
    ofChecklist,
    { name: 'done', body: inspectionCommands.done.body.parse(answers ? { answers } : {}) },
    { pack, idFor },
  );
const ok = { item: 'exits', ok: true };

describe('a visit', () => {
  test('that answers every item is done, and each that is not in order becomes a hidden danger with it', () => {
    const answers = [ok, { item: 'extinguishers', ok: false, note: 'two years out of date' }];
    expect(done(answers)).toEqual({
      ok: true,
      value: [
        { kind: 'inspection.done', inspection: 'n1', cell: packCell(0, 0), checklist: 'fire-safety', answers },
        {
          kind: 'danger.found',
          danger: {
            id: 'd-extinguishers',
            cell: packCell(0, 0),
            areas: ['d0'],
            checklist: 'fire-safety',
            item: 'extinguishers',
            inspection: 'n1',
            text: 'two years out of date',
          },
        },
      ],
    });
    expect(done()).toMatchObject({ ok: true, value: [{ kind: 'inspection.done' }] });
  });

  test.each([
    ['misses one', [ok], 'item-missing', '/answers'],
    ['answers none', [], 'item-missing', '/answers'],
    ['answers another', [ok, { item: 'colour', ok: true }], 'item-unknown', '/answers/1/item'],
    ['answers one twice', [ok, ok], 'item-twice', '/answers/1/item'],
  ])('that %s is refused with where', (_what, answers, why, pointer) => {
    expect(done(answers)).toMatchObject({ ok: false, refusal: { why, pointer } });
  });

  test('is done exactly when its answers are the items of its checklist, whatever is answered', () => {
    const items = pack.checklists[0]!.items.map(({ id }) => id);
    const anyAnswer: fc.Arbitrary<Answer> = fc.record({ item: fc.constantFrom(...items, 'other'), ok: fc.boolean() });
    fc.assert(
      fc.property(fc.array(anyAnswer, { maxLength: 4 }), (answers) => {
        const decided = done(answers);
        expect(decided.ok).toBe(
          answers
            .map(({ item }) => item)
            .sort()
            .join() === [...items].sort().join(),
        );
        if (decided.ok) expect(decided.value.length).toBe(1 + answers.filter((answer) => !answer.ok).length);
      }),
    );
  });
});

describe('a finding between two visits', () => {
  const found = { cell: packCell(0, 0), checklist: 'fire-safety', item: 'exits' };
  test('names a cell, a checklist and an item that there are', () => {
    expect(decideFinding(found, { pack, idFor })).toMatchObject({
      ok: true,
      value: [{ kind: 'danger.found', danger: { id: 'd-exits', areas: ['d0', 'd0s0', 'd0s0c0'] } }],
    });
    for (const [over, pointer] of [
      [{ cell: cellId('nowhere') }, '/cell'],
      [{ checklist: 'none' }, '/checklist'],
      [{ item: 'none' }, '/item'],
    ] as const)
      expect(decideFinding({ ...found, ...over }, { pack, idFor })).toMatchObject({ refusal: { pointer } });
  });
});
