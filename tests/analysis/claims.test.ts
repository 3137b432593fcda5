import { describe, expect, test } from 'vitest';
import { ClaimCard } from '#data/contract/claim.ts';
import { parseDay } from '#data/rules/civil-day.ts';
import type { SourceName } from '#data/contract/ids.ts';
import { packCell } from '../support/pack.ts';
import { analysisOf, city, evenly } from './counted-city.ts';

const monday = city('2026-11-30 09:00');
const to = parseDay('2026-11-30');
const west = { cell: packCell(0, 0) };
const east = { cell: packCell(6, 1) };

describe('the card of a claim', () => {
  test('of a fall by nine tenths shows every year, the interval and what that is each year', async () => {
    const perDay = [10, 8, 6, 4, 2, 1];
    const cases = perDay.flatMap((n, i) => evenly(n, `${2020 + i}-11-30`, `${2021 + i}-11-30`));
    const card = ClaimCard.parse((await analysisOf(cases, monday)).claim({}, to));
    expect(card.years.map(({ count }) => count)).toEqual([3650, 2920, 2190, 366 * 4, 730, 365]);
    expect(card.years.map(({ days }) => days)).toEqual([365, 365, 365, 366, 365, 365]);
    expect(card.change!.ratio).toBeCloseTo(0.1, 10);
    expect(card.change!.perYear).toBeCloseTo(0.631, 3);
    expect(card.change!.low).toBeLessThan(0.1);
    expect(card.change!.high).toBeGreaterThan(0.1);
  });

  test('of not one case says how many there may be all the same', async () => {
    const cases = [
      ...evenly(2, '2024-11-30', '2026-11-30'),
      ...evenly(1, '2024-11-30', '2025-01-10', { category: 'dispute/neighbours' }),
    ];
    const card = (await analysisOf(cases, monday)).claim({ category: 'dispute' }, to);
    expect(card.years.at(-1)).toMatchObject({ count: 0, low: 0, high: expect.closeTo(3.6889, 4) as number });
    expect(card.recent).toMatchObject({
      now: 0,
      before: 0,
      change: null,
      verdict: 'too-few',
      high: expect.closeTo(3.6889, 4) as number,
    });
    expect(JSON.stringify(card)).not.toMatch(/NaN|Infinity/);
  });

  test('of a rise from 5 to 9 calls it no change', async () => {
    const rise = [...evenly(1, '2026-10-05', '2026-10-10'), ...evenly(1, '2026-11-10', '2026-11-19')];
    const card = (
      await analysisOf(
        [...evenly(2, '2025-06-01', '2026-11-30', west), ...rise.map((each) => ({ ...each, ...east }))],
        monday,
      )
    ).claim({ area: 'd1' }, to);
    expect(card.recent).toMatchObject({ now: 9, before: 5, change: 0.8, verdict: 'no-change' });
    expect(card.change).toBeNull();
  });

  test('leaves out a source that began meanwhile, and says so', async () => {
    const cases = [
      ...evenly(2, '2024-11-30', '2026-11-30'),
      ...evenly(20, '2026-03-01', '2026-11-30', { source: 'new-hotline' as SourceName }),
    ];
    const card = (await analysisOf(cases, monday)).claim({}, to);
    expect(card.years.map(({ count }) => count)).toEqual([730, 730]);
    expect(card.recording).toEqual([{ source: 'new-hotline', what: 'began', day: '2026-03-01' }]);
  });
});

test('the figures invite a fall, a zero and a rise that is noise', async () => {
  const cases = [
    // The West's north loses nine tenths; the East stays as it is.
    ...evenly(10, '2024-11-30', '2025-11-30', west),
    ...evenly(1, '2025-11-30', '2026-11-30', west),
    ...evenly(10, '2024-11-30', '2026-11-30', east),
    // Litter is seen in the East alone, and of late a little more of it.
    ...evenly(1, '2024-11-30', '2026-10-05', { ...east, category: 'city-order/litter' }),
    ...evenly(1, '2026-10-05', '2026-10-10', { ...east, category: 'city-order/litter' }),
    ...evenly(1, '2026-11-10', '2026-11-19', { ...east, category: 'city-order/litter' }),
  ];
  const claims = (await analysisOf(cases, monday)).claims(to);
  expect(claims.map(({ kind }) => kind)).toEqual(['fall', 'none', 'noise']);
  expect(claims[0]!.area).toBe('d0s0c0');
  expect(claims[1]).toMatchObject({ category: 'city-order/litter', area: 'd0s0c0' });
  expect(claims[2]).toMatchObject({ category: 'city-order/litter' });
});
