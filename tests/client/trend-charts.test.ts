import { render } from '@testing-library/svelte';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Verdict } from '#data/contract/trend.ts';
// Loaded beforehand: a page loads it behind its figures.
import '#client/charts/chart.ts';
import { busiest, heatStep, heatSteps } from '#client/charts/heat-option.ts';
import { roundTop } from '#client/charts/ink.ts';
import { barStyle } from '#client/charts/months-option.ts';
import { against, weekOption } from '#client/charts/week-option.ts';
import { madeHeat, madeMonths, madeWeek } from '#client/gallery/made-trends.ts';
import { changeSaid } from '#client/panels/trends/change-said.ts';
import HeatPanel from '#client/panels/trends/HeatPanel.svelte';
import MonthsPanel from '#client/panels/trends/MonthsPanel.svelte';
import WeekPanel from '#client/panels/trends/WeekPanel.svelte';
import { createSpeech } from '#client/words/shared/speech.ts';
import { giveRoom } from './room.ts';

const now = Date.UTC(2026, 10, 26, 6);
const say = createSpeech('en', 'Asia/Shanghai');
const room = { width: 440, height: 150, rem: 20, font: 'sans-serif' };
/** The letters of a chart, once what draws it is loaded. */
const lettersOf = (container: Element) =>
  vi.waitFor(() => {
    const found = [...container.querySelectorAll('svg text')].map((text) => text.textContent);
    if (found.length === 0) throw new Error('nothing drawn yet');
    return found;
  });
const textOf = (container: Element) => container.textContent!.replaceAll(/\s+/g, ' ');

beforeAll(() => giveRoom(440, 150));

describe('this week against the expected band', () => {
  test('draws what was counted, from zero, with room above the highest', () => {
    const series = madeWeek(now, 'higher', 1.6);
    const option = weekOption(series.points, say, room);
    const { min, max } = option.yAxis as { min: number; max: number };
    expect(min).toBe(0);
    expect(max).toBeGreaterThanOrEqual(Math.max(...series.points.map(({ high, count }) => Math.max(high, count ?? 0))));
    expect(option.animation).toBe(false);
  });

  test('marks a day by what it is against its band', () => {
    const point = { from: 0, to: 1, expected: 10, low: 5, high: 15 };
    expect([4, 5, 15, 16, null].map((count) => against({ ...point, count }))).toEqual([
      'below',
      'within',
      'within',
      'above',
      'ahead',
    ]);
  });

  test('says the verdict with its counts, and writes each day’s count', async () => {
    const series = madeWeek(now, 'higher', 1.6);
    const { container } = render(WeekPanel, { series, now, say });
    expect(container.querySelector('[data-verdict]')!.getAttribute('data-verdict')).toBe('higher');
    expect(textOf(container)).toContain(`${series.soFar.count} incidents so far, 213 expected`);
    const drawn = await lettersOf(container);
    for (const { count } of series.points.filter(({ count }) => count !== null)) expect(drawn).toContain(String(count));
    expect(drawn).toContain('Mon');
  });

  test('keeps its one chart when new figures come', async () => {
    const { container, rerender } = render(WeekPanel, { series: madeWeek(now, 'no-change'), now, say });
    await lettersOf(container);
    const chart = container.querySelector('[role="img"] > div');
    const series = madeWeek(now, 'higher', 3);
    const busy = String(series.points[2]!.count);
    await rerender({ series });
    expect(container.querySelector('[role="img"] > div')).toBe(chart);
    expect([...container.querySelectorAll('svg text')].map((text) => text.textContent)).toContain(busy);
  });
});

describe('twelve months', () => {
  test.each<[Verdict, number, number, string, string]>([
    ['higher', 1120, 1000, 'More: +12 %', '95 %: +7 to +17 %'],
    ['lower', 910, 1000, 'Fewer: −9 %', '95 %: −14 to −4 %'],
    ['no-change', 1010, 1000, 'No clear change: +1 %', '95 %: −4 to +6 %'],
  ])('never name a percentage without interval and counts: %s', (verdict, after, before, headline, interval) => {
    const ratio = after / before;
    const change = { now: after, before, ratio, low: ratio - 0.05, high: ratio + 0.05, p: 0.01, verdict };
    const counts = `${say.number(after)} in 12 months, 1,000 in the 12 before`;
    expect(changeSaid(change, say)).toEqual({ headline, interval, counts });
  });

  test('name no percentage at all of too few', () => {
    const said = changeSaid({ now: 3, before: 0, ratio: null, low: null, high: null, p: 1, verdict: 'too-few' }, say);
    expect(Object.values(said).join()).not.toContain('%');
    expect(said.counts).toContain('3 in 12 months, 0');
  });

  test('fill no bar of a month that still runs', () => {
    const [month] = madeMonths(now, 1, 'no-change').months;
    expect(barStyle({ ...month!, partial: true }, room).fill).toBe('none');
    expect(barStyle({ ...month!, partial: false }, room).fill).not.toBe('none');
  });

  test('show the months by name', async () => {
    const { container } = render(MonthsPanel, { series: madeMonths(now, 1, 'no-change'), now, say });
    expect(await lettersOf(container)).toContain('Jan');
  });
});

describe('the hours of the week', () => {
  test('name the busiest one with its mean', async () => {
    const matrix = madeHeat(now);
    const top = busiest(matrix.rows);
    expect(matrix.rows.flat().every((mean) => mean <= top.mean)).toBe(true);
    const { container } = render(HeatPanel, { matrix, now, say });
    expect(textOf(container)).toContain(`${say.words.weekdays[top.day]} ${top.hour} to ${top.hour + 1} h`);
    expect(textOf(container)).toContain('mean of 52 weeks');
    await lettersOf(container);
    expect(container.querySelectorAll('svg path[fill^="var(--heat"]')).toHaveLength(168);
  });

  test('grade from the least to the most', () => {
    expect([0, 0.1, 5, 9.99, 10].map((mean) => heatStep(mean, 10))).toEqual([0, 0, 3, heatSteps - 1, heatSteps - 1]);
    expect(heatStep(0, 0)).toBe(0);
  });
});

test('an axis ends at a round number just above what it must hold', () => {
  expect([1, 7, 13, 61, 94, 101, 2400].map(roundTop)).toEqual([2, 8, 20, 80, 100, 200, 3000]);
});

describe('while history is still coming in', () => {
  const by = { filling: 0.419 };

  test.each(['en', 'zh-CN'] as const)('every trend panel says how much of it is there, in %s', (lang) => {
    const speech = createSpeech(lang, 'Asia/Shanghai');
    const said = lang === 'en' ? 'history still coming in: 41 % here' : '历史数据仍在补入：已补入 41%';
    const panels = [
      render(WeekPanel, { series: { ...madeWeek(now), ...by }, now, say: speech }),
      render(MonthsPanel, { series: { ...madeMonths(now, 1, 'too-few'), ...by }, now, say: speech }),
      render(HeatPanel, { matrix: { ...madeHeat(now), ...by }, now, say: speech }),
    ];
    for (const { container } of panels) expect(textOf(container)).toContain(said);
  });

  test('a panel that has nothing to show yet says so too, and none does once history is whole', () => {
    const empty = { ...madeMonths(now, 1, 'too-few'), months: [] };
    expect(textOf(render(MonthsPanel, { series: { ...empty, ...by }, now, say }).container)).toContain(
      'coming in: 41 %',
    );
    expect(textOf(render(MonthsPanel, { series: empty, now, say }).container)).not.toContain('still coming in');
    expect(textOf(render(WeekPanel, { series: madeWeek(now), now, say }).container)).not.toContain('still coming in');
  });
});
