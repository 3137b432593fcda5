import { describe, expect, onTestFinished, test } from 'vitest';
import type { InspectionId } from '#data/contract/ids.ts';
import { DAY } from '#data/rules/civil-day.ts';
import { createVisits } from '#server/watch/visits.ts';
import { type DeskDay, openDeskDay } from '../support/desk-day.ts';
import { makePack, packCell } from '../support/pack.ts';

const cell = packCell(0, 0);
const made = makePack();
/** One cell with one checklist that comes round every five days. */
const pack = {
  ...made,
  cells: made.cells.filter(({ id }) => id === cell),
  checklists: [{ ...made.checklists[0]!, everyDays: 5 }],
};

function visitsOf(day: DeskDay) {
  const troubles: unknown[] = [];
  const parts = {
    log: day.store.log,
    records: day.store.records,
    board: day.board,
    seq: day.seq,
    clock: day.clock,
    pack,
  };
  const visits = createVisits({ ...parts, trouble: (_what, error) => troubles.push(error) });
  onTestFinished(() => visits.stop());
  return {
    visits,
    troubles,
    async pass(days: number) {
      for (let i = 0; i < days; i++) {
        await visits.look();
        day.clock.advance(DAY);
      }
      await visits.look();
    },
    pay: (id: InspectionId) => day.keep([{ kind: 'inspection.done', inspection: id, cell, checklist: 'fire-safety' }]),
  };
}
const open = (day: DeskDay) => [...day.board().inspections.values()];
const fell = async (day: DeskDay) => (await day.facts()).filter(({ kind }) => kind === 'inspection.fell-due').length;

describe('visits of a city', () => {
  test('fall due within the first round after the first day, wait until they are paid, and come again a round after that', async () => {
    const day = await openDeskDay();
    const { pass, pay, troubles } = visitsOf(day);
    await pass(6);
    expect(open(day)).toMatchObject([{ cell, checklist: 'fire-safety', areas: ['d0', 'd0s0', 'd0s0c0'] }]);
    await pass(30);
    expect(await fell(day)).toBe(1);
    await pay(open(day)[0]!.id);
    await pass(4);
    expect(open(day)).toEqual([]);
    await pass(2);
    expect(open(day)).toHaveLength(1);
    expect(troubles).toEqual([]);
  });

  test('do not fall due on the day on which a city begins, and are spread over their round after it', async () => {
    const day = await openDeskDay();
    const cells = made.cells.map((each) => ({ ...each, counts: { ...each.counts, households: 100 } }));
    const whole = { ...made, cells, checklists: pack.checklists };
    const { store, board, seq, clock } = day;
    const parts = { log: store.log, records: store.records, board, seq, clock, pack: whole };
    const visits = createVisits({ ...parts, trouble: () => {} });
    onTestFinished(() => visits.stop());
    await visits.look();
    expect(open(day)).toEqual([]);
    for (let i = 0; i < 6; i++) {
      clock.advance(DAY);
      await visits.look();
      // Whoever pays on the day is never late: none was due before it could be paid.
      for (const { due } of open(day)) expect(due).toBeGreaterThan(clock.now());
      expect(open(day).length).toBeLessThan(cells.length);
      for (const { id, cell } of open(day))
        await day.keep([{ kind: 'inspection.done', inspection: id, cell, checklist: 'fire-safety' }]);
    }
    expect(await fell(day)).toBeGreaterThanOrEqual(cells.length);
  });

  test('are remembered over a restart: neither said twice nor earlier than their round', async () => {
    const day = await openDeskDay();
    const before = visitsOf(day);
    await before.pass(6);
    await before.pay(open(day)[0]!.id);
    await before.visits.stop();
    const next = await day.restart();
    const after = visitsOf(next);
    await after.pass(3);
    expect(open(next)).toEqual([]);
    await after.pass(3);
    expect(open(next)).toHaveLength(1);
    await after.visits.stop();
    const last = await next.restart();
    await visitsOf(last).pass(10);
    expect(await fell(last)).toBe(2);
  });
});
