import { setImmediate } from 'node:timers/promises';
import { invalid } from '#data/contract/problem.ts';
import type { MonthSeries, TrendHead, WeekSeries } from '#data/contract/trend.ts';
import { createAskedTrends, type Trend } from '../../analysis/asked-trends.ts';
import type { Selection } from '../../analysis/counts/selection.ts';
import { callerKey } from '../guard.ts';
import { type Handlers, ok, refuse, type ViewerCaller } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

/** Every view may ask; the public is told of groups, and of nothing that may have happened in a home. */
export function trendHandlers({ analysis }: Pick<HttpParts, 'analysis'>): Handlers<'trends'> {
  const trends = createAskedTrends(analysis, setImmediate);
  const about = async <A extends TrendHead>(trend: Trend<A>, asked: Selection, caller: ViewerCaller) => {
    const selection = caller.view.name === 'public-wall' ? { ...asked, public: true } : asked;
    const errors = analysis.selections.check(selection);
    if (errors.length > 0) return refuse(invalid(errors));
    return ok(await trends.ask(trend, selection, callerKey(caller)));
  };
  return {
    readSeries: ({ query: { kind, ...selection }, caller }) =>
      about<WeekSeries | MonthSeries>(
        { name: kind, compute: kind === 'week' ? analysis.week : analysis.months },
        selection,
        caller,
      ),
    readHeat: ({ query, caller }) => about({ name: 'heat', compute: analysis.heat }, query, caller),
  };
}
