import { describe, expect, test } from 'vitest';
import type { SourceName } from '#data/contract/ids.ts';
import { analysisOf, city, evenly, past } from './counted-city.ts';

const now = city('2026-11-23 12:30');
const from = (source: string) => ({ source: source as SourceName });

describe('a source that began within what is compared', () => {
  test('is in no verdict of a year, and what it brought is said', async () => {
    const analysis = await analysisOf(
      [...evenly(2, '2024-10-01', '2026-11-24'), ...evenly(4, '2026-05-12', '2026-11-24', from('new'))],
      now,
    );
    const { change, months, counted, leftOut } = analysis.months({});
    expect(change).toMatchObject({ now: 730, before: 730, verdict: 'no-change' });
    expect(months[11]).toMatchObject({ month: '2026-10', count: 62, before: 62 });
    // 195 whole days of four, and this morning's two.
    expect(leftOut['other-sources']).toBe(195 * 4 + 2);
    expect(counted).toBe(365 * 2 + 22 * 2 + 1);
  });

  test('leaves months without a year before them where no source covers both years', async () => {
    const analysis = await analysisOf(
      [...evenly(4, '2025-01-01', '2026-11-24'), ...evenly(4, '2026-05-12', '2026-11-24', from('new'))],
      now,
    );
    const { change, months } = analysis.months({});
    expect(change.verdict).toBe('too-few');
    expect(months.map(({ before }) => before)).toEqual([
      null, null, 124, 112, 124, 120, null, null, null, null, null, null, null,
    ]); // prettier-ignore
  });

  test('is in no week of the baseline until it has eight of them', async () => {
    const old = evenly(24, '2026-01-01', '2026-11-24');
    const week = async (since: string) =>
      (await analysisOf([...old, ...evenly(24, since, '2026-11-24', from('new'))], now)).week({});
    const early = await week('2026-10-20');
    expect(early.points[0]).toMatchObject({ expected: 12, count: 12 });
    expect(early.leftOut['other-sources']).toBe(12);
    const settled = await week('2026-09-01');
    expect(settled.points[0]).toMatchObject({ expected: 24, count: 24 });
    expect(settled.leftOut).not.toHaveProperty('other-sources');
    expect(settled.soFar.verdict).toBe('no-change');
  });
});

describe('a source that ended within what is compared', () => {
  test('is no fall: an archive that stopped in spring is left out of the year', async () => {
    const analysis = await analysisOf(
      [...evenly(2, '2024-10-01', '2026-11-24'), ...evenly(8, '2024-10-01', '2026-03-01', from('archive'))],
      now,
    );
    expect(analysis.months({}).change).toMatchObject({ now: 730, before: 730, verdict: 'no-change' });
    expect(analysis.week({}).soFar.verdict).not.toBe('lower');
  });

  test('but one that is only slow has not ended', async () => {
    const analysis = await analysisOf(
      [...evenly(1, '2024-10-01', '2026-11-20', from('slow')), ...evenly(4, '2024-10-01', '2026-11-24')],
      now,
    );
    expect(analysis.months({}).change).toMatchObject({ now: 5 * 365, before: 5 * 365 });
  });
});

describe('what came with its day alone', () => {
  const days = evenly(1, '2026-08-01', '2026-11-23').map((incident) => ({
    ...incident,
    reportedAt: city(`${new Date(incident.reportedAt).toISOString().slice(0, 10)} 00:00`),
    dayOnly: true as const,
  }));

  test('is no midnight: it is in no hour of the week, and said', async () => {
    const analysis = await analysisOf([...days, ...evenly(24, '2026-08-01', '2026-11-24')], now);
    const { rows, leftOut } = analysis.heat({});
    expect(Math.max(...rows.flat())).toBe(1);
    expect(leftOut['hour-unknown']).toBe(83);
  });

  test('counts in whole days, and in no part of the day under way', async () => {
    const week = (await analysisOf([...days, ...evenly(24, '2026-08-01', '2026-11-24')], now)).week({});
    expect(week.points[0]).toMatchObject({ count: 12, expected: 12 });
    expect(week.points[1]).toMatchObject({ count: null, expected: 25 });
  });
});

test('an answer says up to where it counted, and the hour that runs beside it', async () => {
  const hour = city('2026-11-23 12:00');
  const burst = Array.from({ length: 400 }, (_, i) => past(hour + i * 1000));
  const analysis = await analysisOf([...evenly(24, '2026-08-01', '2026-11-23'), ...burst], now);
  for (const answer of [analysis.week({}), analysis.months({}), analysis.heat({})])
    expect(answer).toMatchObject({ countedTo: hour, asOf: now, leftOut: { 'this-hour': 400 } });
});
