import { invalid } from '#data/contract/problem.ts';
import type { MonthSeries, WeekSeries } from '#data/contract/trend.ts';
import type { Selection } from '../../analysis/selection.ts';
import { type Handlers, ok, refuse } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

/** Counts per area and hour are nobody's secret, so every view may ask. */
export function trendHandlers({ analysis }: Pick<HttpParts, 'analysis'>): Handlers<'trends'> {
  const about = <Answer>(selection: Selection, compute: (selection: Selection) => Answer) => {
    const errors = analysis.selections.check(selection);
    return errors.length > 0 ? refuse(invalid(errors)) : ok(compute(selection));
  };
  return {
    readSeries: ({ query: { kind, ...selection } }) =>
      about<WeekSeries | MonthSeries>(selection, kind === 'week' ? analysis.week : analysis.months),
    readHeat: ({ query }) => about(query, analysis.heat),
  };
}
