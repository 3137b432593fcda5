import { cleanup, fireEvent } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ClaimCard, Claims } from '#data/contract/claim.ts';
import { HeatMatrix } from '#data/contract/trend.ts';
import { TrendTable, type Comparison, type TableRow } from '#data/contract/trend-table.ts';
import { TrendWeeks } from '#data/contract/trend-weeks.ts';
import TrendsView from '#client/console/views/trends/TrendsView.svelte';
import { madePack } from '#client/gallery/made-pack.ts';
import { giveRoom } from '../../client/room.ts';
import { madeDesk, now, person, refusal, type Answers } from '../made-desk.ts';

const head = { asOf: now, countedTo: now, seq: 9, definition: 'incidents by time of report', counted: 9, leftOut: {} };
const group = madePack.categories.groups[0]!.id;
const tested = (over: object = {}): Comparison =>
  ({ now: 41, before: 20, change: 1.05, p: 0.001, q: 0.012, verdict: 'higher', ...over }) as Comparison;
const tooFew = tested({ now: 1, before: 0, change: null, p: null, q: null, verdict: 'too-few' });

const spans = [
  { from: '2025-11-17', to: '2025-11-23', unanswered: 0 },
  { from: '2024-11-18', to: '2024-11-24', unanswered: 2 },
];
const periods = (['week', 'days28', 'year'] as const).map((id) => ({
  id,
  from: '2026-11-16',
  to: '2026-11-22',
  days: 7,
  against: spans,
}));
const row = (count: number | null, comparison: Comparison, over: Partial<TableRow> = {}): TableRow => ({
  kind: 'category',
  id: group,
  spread: 1,
  cells: periods.map(() => ({ now: count, against: [comparison, comparison] })),
  ...over,
});
const table = (...rows: TableRow[]) =>
  TrendTable.parse({
    ...head,
    by: 'category',
    until: '2026-11-22',
    periods,
    rows: [row(41, tested(), { kind: 'total', id: '' }), ...rows],
    comparisons: 12,
    falseDiscovery: 0.05,
    suppressed: 0,
  });

const lacking = { insufficient: 'points', needs: 8, has: 1 } as const;
const weeks = TrendWeeks.parse({
  ...head,
  until: '2026-11-22',
  weeks: [{ from: '2026-11-16', count: 3, expected: null, low: null, high: null, ewma: null }],
  band: { insufficient: 'history', needs: 105, has: 1 },
  ewma: lacking,
  signals: lacking,
  changes: lacking,
  spread: 1,
});
const claim = ClaimCard.parse({
  ...head,
  until: '2026-11-22',
  years: [{ from: '2025-11-23', to: '2026-11-22', days: 365, count: 0, low: 0, high: 3.6889 }],
  change: null,
  recent: { now: 0, before: 0, change: null, p: 1, verdict: 'too-few', low: 0, high: 3.6889 },
  recording: [{ source: 'new-hotline', what: 'began', day: '2026-03-01' }],
});
const heat = HeatMatrix.parse({ ...head, weeks: 12, rows: Array.from({ length: 7 }, () => new Array(24).fill(1)) });

const answered = (said: unknown): Answers => ({
  '/trends/table?by=category': said,
  '/trends/weeks': weeks,
  [`/trends/weeks?category=${group}`]: weeks,
  '/trends/claim': claim,
  [`/trends/claim?category=${group}`]: claim,
  '/trends/heat': heat,
  [`/trends/heat?category=${group}`]: heat,
  '/trends/claims': Claims.parse({ items: [{ kind: 'fall', area: madePack.areas[0]!.id }] }),
  '/trends/cases?from=2026-11-16&to=2026-11-22&limit=200': { items: [], next: null },
});

const settled = async () => {
  for (let i = 0; i < 4; i++) {
    await new Promise((done) => setTimeout(done));
    flushSync();
  }
};

async function show(
  said: unknown,
  lang: 'en' | 'zh-CN' = 'en',
  query = {},
  role: 'supervisor' | 'analyst' = 'supervisor',
) {
  const desk = madeDesk({ me: person({ role }), query }, answered(said), lang);
  const shown = desk.show(TrendsView as never);
  await settled();
  return { ...desk, ...shown, text: () => shown.container.textContent!.replace(/\s+/g, ' ') };
}

beforeAll(() => giveRoom(500, 400));
afterEach(cleanup);

describe.each(['en', 'zh-CN'] as const)('the table of trends in %s', (lang) => {
  test.each([
    ['full', table(row(41, tested()), row(20, tested({ verdict: 'no-change' }), { id: 'x' }))],
    ['of one case', table(row(1, tooFew))],
    ['empty', table()],
    ['withheld', table(row(null, { none: 'suppressed' }))],
    ['without history', table(row(7, { none: 'history' }))],
    ['of an area where nobody lives', table(row(7, tested(), { kind: 'area', id: madePack.areas[0]!.id, rate: null }))],
  ])('stands %s, and no figure is none', async (_, said) => {
    const { container, text } = await show(said, lang);
    expect(container.querySelectorAll('tbody tr').length).toBeGreaterThan(0);
    expect(text()).not.toMatch(/undefined|NaN|\[object|null|Infinity|Invalid/);
  });
});

describe('an analyst', () => {
  test('reads the verdict beside the counts, and how many comparisons were made', async () => {
    const { container, text } = await show(table(row(41, tested())));
    expect(container.querySelector('[data-verdict="higher"]')!.textContent).toContain('higher');
    expect(text()).toContain('20, +105');
    expect(text()).toContain('12 comparisons, false-discovery rate 5 %');
    expect(text()).toContain('2 days of a festival have none to be compared with');
  });

  test('sees what was compared where it is less than the whole', async () => {
    const { text } = await show(table(row(50, tested())));
    expect(text()).toContain('41 against 20');
  });

  test('of too few reads no percentage, and of none seen how many there may be', async () => {
    const { text } = await show(table(row(1, tooFew)));
    expect(text()).not.toContain('+100');
    expect(text()).toContain('up to 3.7 in such a span would fit');
    expect(text()).toContain('new-hotline began on Sun 1 Mar 2026');
  });

  test.each([
    ['future', 'That day is not over yet'],
    ['before-history', 'Nothing was counted as early as that'],
    ['nothing-counted', 'No such case has ever been counted here'],
  ])('is told in a sentence why there is no answer: %s', async (why, sentence) => {
    const { container, text } = await show(refusal(422, { why, detail: 'wrong: /until' }));
    expect(container.querySelector(`[data-no-answer="${why}"]`)).not.toBeNull();
    expect(text()).toContain(sentence);
    expect(text()).not.toContain('wrong:');
  });

  test('chooses a row, and its weeks are asked for', async () => {
    const { container, went } = await show(table(row(41, tested())));
    await fireEvent.click([...container.querySelectorAll('tbody [data-row]')][1]!);
    expect(went.at(-1)).toEqual({ id: group, cases: null });
    cleanup();
    const chosen = await show(table(row(41, tested())), 'en', { id: group });
    expect(chosen.asked).toContain(`/trends/weeks?category=${group}`);
  });

  test('asks for cases by hand, because it is on record, and only who works on cases can', async () => {
    const shown = await show(table());
    expect(shown.asked.some((path) => path.startsWith('/trends/cases'))).toBe(false);
    await fireEvent.click(shown.getByText('Show the cases: This week'));
    expect(shown.went.at(-1)).toEqual({ cases: 'week' });
    cleanup();
    const asking = await show(table(), 'en', { cases: 'week' });
    expect(asking.asked).toContain('/trends/cases?from=2026-11-16&to=2026-11-22&limit=200');
    expect(asking.text()).toContain('There are none.');
    cleanup();
    const analyst = await show(table(), 'en', { cases: 'week' }, 'analyst');
    expect(analyst.asked.some((path) => path.startsWith('/trends/cases'))).toBe(false);
  });
});
