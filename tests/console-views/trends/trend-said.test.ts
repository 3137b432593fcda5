import { describe, expect, test } from 'vitest';
import type { TrendWeeks } from '#data/contract/trend-weeks.ts';
import { againstBand } from '#client/charts/band-weeks-option.ts';
import { trendsWords } from '#client/words/console/view-words.ts';
import { createSpeech, type Lang } from '#client/words/shared/speech.ts';
import { weeksSaid } from '#client/console/views/trends/trend-said.ts';

const week = (from: string, over: Partial<TrendWeeks['weeks'][number]> = {}) => ({
  from,
  count: 118,
  expected: 110,
  low: 97,
  high: 131,
  ewma: 0.2,
  ...over,
});

const answer = (over: Partial<TrendWeeks> = {}): TrendWeeks => ({
  asOf: 0,
  countedTo: 0,
  seq: 1,
  definition: '',
  counted: 118,
  leftOut: {},
  until: '2026-11-29',
  weeks: [week('2026-11-23')],
  band: { shown: true, weeks: 52, error: 8, lastYear: 11 },
  ewma: { low: -1.26, high: 1.26 },
  signals: [],
  changes: [],
  spread: 1,
  ...over,
});

function said(over: Partial<TrendWeeks> = {}, lang: Lang = 'en'): string {
  const say = createSpeech(lang, 'Asia/Shanghai');
  return weeksSaid(answer(over), say.of(trendsWords), say).join(' ');
}

describe('what the picture of the weeks shows, in sentences', () => {
  test('the last week against what its own past expects', () => {
    expect(said()).toContain('Week of Mon 23 Nov 2026: 118, expected 97 to 131: what its own past expects.');
    expect(said({ weeks: [week('2026-11-23', { count: 140 })] })).toContain('more than its own past expects');
    expect(said({ weeks: [week('2026-11-23', { count: 3 })] })).toContain('fewer than its own past expects');
    expect(said({}, 'zh-CN')).toContain('符合其以往规律');
  });

  test('that there is no band, and why', () => {
    const free = { weeks: [week('2026-11-23', { low: null, high: null, expected: null })] };
    expect(said({ ...free, band: { insufficient: 'history', needs: 105, has: 60 } })).toContain(
      'a season must have come twice, 105 weeks, and there are 60',
    );
    expect(said({ ...free, band: { shown: false, weeks: 52, error: 12, lastYear: 11 } })).toContain(
      'came no nearer than the same week a year before',
    );
  });

  test('a change of level with its bounds, and what piled up', () => {
    const changed = said({
      changes: [{ at: '2026-06-01', low: '2026-05-18', high: '2026-06-08', before: 102.4, after: 61 }],
      signals: [{ at: '2026-07-06', since: '2026-06-08', side: 'down' }],
    });
    expect(changed).toContain('about Mon 1 Jun 2026 (between Mon 18 May 2026 and Mon 8 Jun 2026): from 102.4 to 61');
    expect(changed).toContain('pile up downwards');
  });

  test('of no week at all nothing but what is lacking', () => {
    const lacking = { insufficient: 'points', needs: 8, has: 0 } as const;
    const nothing = said({
      weeks: [],
      band: { insufficient: 'history', needs: 105, has: 0 },
      ewma: lacking,
      signals: lacking,
      changes: lacking,
    });
    expect(nothing).toContain('Too few weeks to look for changes: 0 of 8.');
    expect(nothing).not.toMatch(/NaN|undefined|Infinity/);
  });
});

test('a count on the edge of its band is within it', () => {
  expect(againstBand(week('2026-11-23', { count: 131 }))).toBe('within');
  expect(againstBand(week('2026-11-23', { count: 132 }))).toBe('above');
  expect(againstBand(week('2026-11-23', { count: 96 }))).toBe('below');
});
