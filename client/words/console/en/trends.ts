import type { ClaimCard, Claim } from '#data/contract/claim.ts';
import type { PeriodId } from '#data/contract/trend-table.ts';
import type { Verdict } from '#data/contract/trend.ts';

/** The view of trends. */
export const trends = {
  title: 'Trends',
  note: 'Cases reported, by local days that are over. A verdict says whether a difference is more than chance makes; a percentage alone says nothing.',
  by: 'Rows',
  bys: { category: 'Categories', area: 'Areas' },
  category: 'Category',
  area: 'Area',
  until: 'Up to',
  everything: 'All categories',
  city: 'The whole city',
  save: 'Save as CSV',
  counted: (day: string) => `Counted up to ${day}.`,
  comparisons: (n: string) =>
    `${n} comparisons, false-discovery rate 5 %: of what is called higher or lower at most one in twenty is chance.`,
  asOf: 'Late and corrected cases change these figures. How the table stood on an earlier day is not kept.',
  filling: (share: string) => `The history is still being filled in: ${share} %.`,
  total: 'Total',
  rest: 'In none of these',
  periods: { week: 'This week', days28: '28 days', year: 'This year' } satisfies Record<PeriodId, string>,
  span: (from: string, to: string) => `${from} to ${to}`,
  unanswered: (days: string) => `${days} days of a festival have none to be compared with.`,
  against: (now: string, before: string) => `${now} against ${before}`,
  likeWithLike:
    'Where two counts stand, only the sources and days that both years have are compared: the first is their part of now.',
  now: 'Now',
  back: ['1 year before', '2 years before'],
  rate: 'A year per 1,000',
  verdicts: {
    higher: 'higher',
    lower: 'lower',
    'no-change': 'within normal',
    'too-few': 'too few',
  } satisfies Record<Verdict, string>,
  noHistory: 'no history',
  suppressed: 'not told',
  fromZero: 'from 0',
  nobodyLives: 'nobody lives here',
  whys: {
    future: 'That day is not over yet. Choose an earlier one.',
    'before-history': 'Nothing was counted as early as that. Choose a later day.',
    'nothing-counted': 'No such case has ever been counted here: there is nothing to compare.',
  } as Readonly<Record<string, string>>,
  choose: 'Choose a row: its weeks, its hours and what can be claimed of it.',
  weeks: 'Weeks',
  lastWeek: (day: string, count: string) => `Week of ${day}: ${count}`,
  expected: (low: string, high: string) => `, expected ${low} to ${high}`,
  inBand: ': what its own past expects.',
  above: ': more than its own past expects.',
  below: ': fewer than its own past expects.',
  noBand: (needs: string, has: string) =>
    `No band: a season must have come twice, ${needs} weeks, and there are ${has}.`,
  noBetter: 'No band: what it foretold came no nearer than the same week a year before.',
  score: (weeks: string, error: string, lastYear: string) =>
    `Over ${weeks} weeks that it had not seen the band missed by ${error} a week; the same week a year before by ${lastYear}.`,
  changed: (at: string, low: string, high: string, before: string, after: string) =>
    `The level changed about ${at} (between ${low} and ${high}): from ${before} to ${after} a week.`,
  noChange: 'No lasting change of level.',
  tooFewWeeks: (needs: string, has: string) => `Too few weeks to look for changes: ${has} of ${needs}.`,
  piled: (since: string, side: 'up' | 'down') =>
    `From the week of ${since} on small differences pile up ${side === 'up' ? 'upwards' : 'downwards'} (CUSUM).`,
  smooth: (value: string, limit: string, beyond: boolean) =>
    `Smoothed (EWMA) it stands ${value} deviations from what was expected, ${beyond ? 'beyond' : 'within'} the limit of ${limit}.`,
  spread: (times: string) => `Weeks vary ${times} times more than chance; bands and tests allow for it.`,
  bandKey: 'expected, 95 %',
  outKey: 'outside it',
  heat: 'Hours of the week',
  busiest: (day: string, hour: string, next: string, mean: string, weeks: string) =>
    `Busiest: ${day} ${hour} to ${next} h, ${mean} an hour, over ${weeks} weeks. An hour that clocks repeat or skip counts as often as it came.`,
  noHeat: 'No hours: nothing was counted with its hour in the last weeks.',
  cases: 'Cases behind the figure',
  showCases: 'Show the cases',
  casesNote: 'Asking for cases is on record.',
  noCases: 'There are none.',
  case: 'Case',
  reported: 'Reported',
  claims: 'Claims that these figures invite',
  claimKinds: {
    fall: (area: string) => `“A fall by nine tenths”: ${area}`,
    none: (area: string, category: string) => `“Not one case”: ${category}, ${area}`,
    noise: (area: string, category: string) => `“A sharp rise”: ${category}, ${area}`,
  } satisfies Record<Claim['kind'], (area: string, category: string) => string>,
  claimsNote: 'Picked as the most striking of all categories and areas: of so many, chance alone makes some look so.',
  noClaims: 'None stands out.',
  card: 'What stands behind it',
  cardYear: 'Twelve months up to',
  cardCount: 'Reported',
  cardInterval: 'May stand for',
  overYears: (change: string, interval: string, perYear: string) =>
    `Last year against the first: ${change} (95 %: ${interval}); each year ${perYear}.`,
  overYearsOpen: (change: string, perYear: string) => `Last year against the first: ${change}; each year ${perYear}.`,
  noYears: 'No change over the years can be said: there is one year of history, or nothing in the first.',
  recent: (now: string, before: string, verdict: string) =>
    `Last 28 days: ${now}, the 28 before: ${before}: ${verdict}.`,
  zero: (high: string) => `None seen does not mean none: up to ${high} in such a span would fit (95 %).`,
  recording: 'Recorded otherwise within these years, and in no count here:',
  recorded: {
    began: (source: string, day: string) => `${source} began on ${day}`,
    ended: (source: string, day: string) => `${source} ended on ${day}`,
  } satisfies Record<ClaimCard['recording'][number]['what'], (source: string, day: string) => string>,
  notShown: 'What it does not show:',
  notShownList: [
    'What happened and was not reported.',
    'Whether cases came to light by report or by a patrol: the counts do not keep it.',
    'Changes of what a category means: nobody has written them down.',
    'Why it changed.',
  ],
};
export type TrendsWords = typeof trends;
