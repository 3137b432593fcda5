import { describe, expect, test } from 'vitest';
import { TrendTable } from '#data/contract/trend-table.ts';
import { seededRandom } from '#data/kit/random.ts';
import { formatDay, parseDay } from '#data/rules/civil-day.ts';
import { alignDays } from '#server/analysis/table/align-days.ts';
import { createFestivals } from '#server/analysis/table/festivals.ts';
import { compareCounts, judge } from '#server/analysis/table/judge.ts';
import { periodsUpTo } from '#server/analysis/table/periods.ts';
import { suppress } from '#server/analysis/table/suppress.ts';
import type { TableRow } from '#data/contract/trend-table.ts';
import { packCell } from '../support/pack.ts';
import { analysisOf, city, evenly } from './counted-city.ts';

const none = createFestivals([]);
const spring = createFestivals([
  { from: '2025-01-28', to: '2025-02-04', names: { en: 'Spring Festival' } },
  { from: '2026-02-15', to: '2026-02-23', names: { en: 'Spring Festival' } },
  { from: '2026-07-01', to: '2026-08-31', names: { en: 'Lake season' } },
]);
const days = (from: string, length: number) => Array.from({ length }, (_, i) => parseDay(from) + i);

describe('which days stand beside which', () => {
  test('weeks begin on Monday, and both sides have as many days over a leap day', () => {
    const said = periodsUpTo(parseDay('2024-03-01'), none).map(({ id, from, to, against }) => [
      id,
      formatDay(from),
      to - from,
      ...against.map(({ before }) => `${formatDay(before[0]!)} ${formatDay(before.at(-1)!)} ${before.length}`),
    ]);
    // The last day is 29 February.
    expect(said).toEqual([
      ['week', '2024-02-26', 4, '2023-02-27 2023-03-02 4', '2022-02-28 2022-03-03 4'],
      ['days28', '2024-02-02', 28, '2023-02-01 2023-02-28 28', '2022-02-01 2022-02-28 28'],
      ['year', '2024-01-01', 60, '2023-01-01 2023-03-01 60', '2022-01-01 2022-03-01 60'],
    ]);
  });

  test('a moving festival stands beside itself, and what it displaced beside what it displaced', () => {
    const span = days('2026-01-01', 90);
    const { now, before, unanswered } = alignDays(span, days('2025-01-01', 90), 1, spring);
    expect(before[now.indexOf(parseDay('2026-02-15'))]).toBe(parseDay('2025-01-28'));
    // The ninth day has no like in a festival of eight.
    expect(unanswered).toBe(1);
    expect(now).toHaveLength(89);
    expect(new Set(before).size).toBe(89);
    now.forEach((day, i) => expect(spring.isOne(day)).toBe(spring.isOne(before[i]!)));
  });

  test('a month of which the festival has moved out is compared without it', () => {
    const { now, before, unanswered } = alignDays(days('2026-01-25', 14), days('2025-01-25', 14), 1, spring);
    expect(unanswered).toBe(8);
    expect(before.some(spring.isOne)).toBe(false);
    expect(now).toHaveLength(6);
  });
});

// 2026-11-30 is a Monday: the last whole week ended on the day before.
const monday = city('2026-11-30 09:00');
const to = parseDay('2026-11-30');

describe('the table', () => {
  test('of a city where every day is like every other finds nothing, in as many comparisons as it made', async () => {
    const analysis = await analysisOf(evenly(24, '2024-01-01', '2026-11-30'), monday);
    const table = TrendTable.parse(analysis.table({}, { by: 'category', to }));
    const [total, ...rows] = table.rows;
    expect(total!.cells.map(({ now }) => now)).toEqual([7 * 24, 28 * 24, 333 * 24]);
    expect(total!.cells[1]!.against[0]).toMatchObject({ now: 672, before: 672, change: 0, p: 1, verdict: 'no-change' });
    expect(rows.map(({ id }) => id)).toEqual([
      'public-security',
      'hidden-danger',
      'livelihood',
      'dispute',
      'city-order',
    ]);
    // Total and one group; the others are too few to test.
    expect(table.comparisons).toBe(2 * 6);
    expect(rows[1]!.cells[0]).toEqual({
      now: 0,
      against: Array(2).fill(expect.objectContaining({ verdict: 'too-few' })),
    });
    expect(table.until).toBe('2026-11-29');
    expect(JSON.stringify(table)).not.toMatch(/NaN|Infinity/);
  });

  test('names what doubled, in the area where it did, and not what chance did beside it', async () => {
    const east = { cell: packCell(6, 1) };
    const before = [...evenly(10, '2024-01-01', '2026-11-02'), ...evenly(10, '2024-01-01', '2026-11-02', east)];
    const now = [...evenly(10, '2026-11-02', '2026-11-30'), ...evenly(20, '2026-11-02', '2026-11-30', east)];
    const analysis = await analysisOf([...before, ...now], monday);
    const { rows } = analysis.table({}, { by: 'area', to });
    const verdicts = rows.map(({ id, cells }) => [
      id,
      cells[1]!.against.map((each) => 'verdict' in each && each.verdict),
    ]);
    expect(verdicts).toEqual([
      ['', ['higher', 'higher']],
      ['d0', ['no-change', 'no-change']],
      ['d1', ['higher', 'higher']],
    ]);
    expect(rows[2]!.rate!.low).toBeLessThan(rows[2]!.rate!.rate);
  });

  test('from a baseline of zero says no percentage, and of nine against four no change', () => {
    expect(compareCounts(9, 0, 1)).toMatchObject({ change: null, before: 0 });
    const row = (now: number, before: number): TableRow => ({
      kind: 'category',
      id: 'x',
      spread: 1,
      cells: [{ now, against: [compareCounts(now, before, 1), { none: 'history' }] }],
    });
    const { rows, comparisons } = judge([row(9, 4), row(4, 1), row(60, 20)]);
    expect(comparisons).toBe(2);
    expect(rows.map(({ cells }) => 'verdict' in cells[0]!.against[0]! && cells[0]!.against[0]!.verdict)).toEqual([
      'no-change',
      'too-few',
      'higher',
    ]);
  });

  test('finds the one rise that is real among forty that are not', () => {
    const random = seededRandom('forty');
    const drawn = (mean: number) => {
      let count = 0;
      for (let left = random(); left > Math.exp(-mean); left *= random()) count++;
      return count;
    };
    const row = (id: string, now: number, before: number): TableRow => ({
      kind: 'category',
      id,
      spread: 1,
      cells: [{ now, against: [compareCounts(now, before, 1), { none: 'history' }] }],
    });
    const noise = Array.from({ length: 40 }, (_, i) => row(`noise-${i}`, drawn(30), drawn(30)));
    const alone = noise.filter(({ cells }) => (cells[0]!.against[0] as { p: number }).p < 0.05);
    const { rows, comparisons } = judge([...noise, row('real', 70, 30)]);
    expect(comparisons).toBe(41);
    // Each by itself, some of the forty would be called a change.
    expect(alone.length).toBeGreaterThan(0);
    const called = rows.filter(({ cells }) => (cells[0]!.against[0] as { verdict: string }).verdict !== 'no-change');
    expect(called.map(({ id }) => id)).toEqual(['real']);
  });

  test('says that there is no history where no source counted through both years', async () => {
    const analysis = await analysisOf(evenly(24, '2025-06-01', '2026-11-30'), monday);
    const { rows } = analysis.table({}, { by: 'category', to });
    expect(rows[0]!.cells.map(({ against }) => against.map((each) => 'none' in each))).toEqual([
      [false, true],
      [false, true],
      [true, true],
    ]);
  });

  test('puts what has no place in a row of its own, so that areas and total agree', async () => {
    const analysis = await analysisOf(
      [...evenly(10, '2024-01-01', '2026-11-30'), ...evenly(2, '2024-01-01', '2026-11-30', { cell: undefined })],
      monday,
    );
    const { rows } = analysis.table({}, { by: 'area', to });
    expect(rows.map(({ kind, cells }) => [kind, cells[0]!.now])).toEqual([
      ['total', 84],
      ['area', 70],
      ['area', 0],
      ['rest', 14],
    ]);
  });

  test('counts days of 23 and of 25 hours as days', async () => {
    const analysis = await analysisOf(evenly(24, '2026-03-01', '2026-11-30'), monday);
    // Clocks went forward on 29 March and back on 25 October.
    for (const day of ['2026-03-30', '2026-10-26']) {
      const { rows } = analysis.table({}, { by: 'category', to: parseDay(day) });
      expect(rows[0]!.cells[0]!.now, day).toBe(7 * 24);
    }
  });
});

describe('what the public is not told', () => {
  const table = (...counts: number[]): TableRow[] =>
    counts.map((now, i) => ({
      kind: i === 0 ? 'total' : 'area',
      id: String(i),
      spread: 1.4,
      rate: null,
      cells: [{ now, against: [{ none: 'history' }, { none: 'history' }] }],
    }));
  const told = (...counts: number[]) => suppress(table(...counts)).rows.map(({ cells }) => cells[0]!.now);

  test('a count under five, and another one so that the total does not give it away', () => {
    expect(told(63, 3, 20, 40)).toEqual([63, null, null, 40]);
    expect(told(60, 20, 40)).toEqual([60, 20, 40]);
    // Two that are 1 and 0 are as good as told by their sum.
    expect(told(61, 1, 0, 20, 40)).toEqual([61, null, null, null, 40]);
    expect(told(3, 3)).toEqual([null, null]);
    expect(told(45, 3, 42)).toEqual([45, null, null]);
  });
  test('nor a rate, which is a count over residents', () => {
    expect(Object.keys(suppress(table(60, 20, 40)).rows[1]!)).not.toContain('rate');
  });
  test('what is compared goes with it', () => {
    const rows = table(60, 20, 40);
    rows.forEach((row, i) => (row.cells[0]!.against[0] = compareCounts([60, 20, 40][i]!, [50, 2, 48][i]!, 1)));
    const { rows: said, suppressed } = suppress(rows);
    expect(said.map(({ cells }) => 'none' in cells[0]!.against[0]! && cells[0]!.against[0]!.none)).toEqual([
      false,
      'suppressed',
      'suppressed',
    ]);
    expect(suppressed).toBe(2);
  });
});
