import { describe, expect, test } from 'vitest';
import type { CellId } from '#data/contract/ids.ts';
import type { Store } from '#server/store/store.ts';
import { apart, closed, HOUR, imported, MONDAY, past, reported, triaged } from '../../support/store-facts.ts';
import type { MakeBench } from './contract.ts';

const hour = MONDAY / HOUR;
const whole = { fromHour: 0, toHour: 1_000_000 };

/** Two burglaries and a leak on Monday, a theft long before. */
async function seed(store: Store): Promise<void> {
  await store.log.append(
    apart(
      reported('a', { reportedAt: MONDAY }),
      reported('b', { reportedAt: MONDAY + HOUR - 1, cell: 'cell-9' as CellId }),
      reported('c', { reportedAt: MONDAY + HOUR, category: 'livelihood/water' }),
      imported(past('d', { reportedAt: MONDAY - 24 * HOUR })),
    ),
  );
}

export function describeRollups(make: MakeBench): void {
  describe('the roll-ups', () => {
    test('count incidents by hour, category and cell', async () => {
      const { store } = await make();
      await seed(store);
      expect(await store.rollups.sum({ ...whole, by: ['hour', 'category', 'cell'] })).toEqual([
        { hour: hour - 24, category: 'public-security/theft', cell: 'cell-2', count: 1 },
        { hour, category: 'public-security/burglary', cell: 'cell-1', count: 1 },
        { hour, category: 'public-security/burglary', cell: 'cell-9', count: 1 },
        { hour: hour + 1, category: 'livelihood/water', cell: 'cell-1', count: 1 },
      ]);
    });

    test('sum over what is not named, in the order of what is', async () => {
      const { store } = await make();
      await seed(store);
      expect(await store.rollups.sum({ ...whole, by: ['cell'] })).toEqual([
        { cell: 'cell-1', count: 2 },
        { cell: 'cell-2', count: 1 },
        { cell: 'cell-9', count: 1 },
      ]);
      expect(await store.rollups.sum({ ...whole, by: ['category', 'hour'] })).toEqual([
        { category: 'livelihood/water', hour: hour + 1, count: 1 },
        { category: 'public-security/burglary', hour, count: 2 },
        { category: 'public-security/theft', hour: hour - 24, count: 1 },
      ]);
      expect(await store.rollups.sum({ ...whole, by: [] })).toEqual([{ count: 4 }]);
    });

    test('look at the hours from and up to, without the last', async () => {
      const { store } = await make();
      await seed(store);
      expect(await store.rollups.sum({ fromHour: hour, toHour: hour + 1, by: ['hour'] })).toEqual([{ hour, count: 2 }]);
    });

    test('look at all hours, however far the bounds are', async () => {
      const { store } = await make();
      await seed(store);
      const all = { fromHour: -Number.MAX_SAFE_INTEGER, toHour: Number.MAX_SAFE_INTEGER };
      expect(await store.rollups.sum({ ...all, by: [] })).toEqual([{ count: 4 }]);
    });

    test('look at one category, a group of them, or some cells', async () => {
      const { store } = await make();
      await seed(store);
      expect(await store.rollups.sum({ ...whole, category: 'public-security/theft', by: [] })).toEqual([{ count: 1 }]);
      expect(await store.rollups.sum({ ...whole, category: 'public-security', by: [] })).toEqual([{ count: 3 }]);
      expect(await store.rollups.sum({ ...whole, cells: ['cell-1', 'cell-9', 'unheard-of'], by: [] })).toEqual([
        { count: 3 },
      ]);
      expect(await store.rollups.sum({ ...whole, cells: [], by: ['cell'] })).toEqual([]);
    });

    test('have nothing to say where nothing happened', async () => {
      const { store } = await make();
      expect(await store.rollups.sum({ ...whole, by: ['hour'] })).toEqual([]);
      expect(await store.rollups.sum({ ...whole, by: [] })).toEqual([{ count: 0 }]);
    });

    test('count what is off the map under the cell ""', async () => {
      const { store } = await make();
      const { cell: _, ...nowhere } = reported('a').incident;
      await store.log.append([{ facts: [{ ...reported('a'), incident: nowhere }] }]);
      expect(await store.rollups.sum({ ...whole, by: ['cell'] })).toEqual([{ cell: '', count: 1 }]);
    });

    test('move with a triage, and leave no empty row behind', async () => {
      const { store } = await make();
      await store.log.append(apart(reported('a')));
      await store.log.append(apart(triaged('a', 2, 'public-security/theft')));
      expect(await store.rollups.sum({ ...whole, by: ['category'] })).toEqual([
        { category: 'public-security/theft', count: 1 },
      ]);
    });

    test('move within one append as well, and stay when a case ends', async () => {
      const { store } = await make();
      await store.log.append(
        apart(
          reported('a'),
          triaged('a', 2, 'service/advice'),
          triaged('a', 3, 'public-security/theft'),
          closed('a', 4),
        ),
      );
      expect(await store.rollups.sum({ ...whole, by: ['category'] })).toEqual([
        { category: 'public-security/theft', count: 1 },
      ]);
    });

    test('never split an hour of a city whose offset is not whole hours', async () => {
      const { store } = await make({ hourShift: HOUR / 2 });
      const local = MONDAY + HOUR / 2;
      await store.log.append(
        apart(
          reported('a', { reportedAt: local }),
          reported('b', { reportedAt: local + HOUR - 1 }),
          reported('c', { reportedAt: local - 1 }),
        ),
      );
      expect((await store.rollups.sum({ ...whole, by: ['hour'] })).map(({ count }) => count)).toEqual([1, 2]);
    });
  });
}
