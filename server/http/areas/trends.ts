import { setImmediate } from 'node:timers/promises';
import { invalid } from '#data/contract/problem.ts';
import type { MonthSeries, TrendHead, WeekSeries } from '#data/contract/trend.ts';
import { createAskedTrends, type Trend } from '../../analysis/asked-trends.ts';
import type { Selection } from '../../analysis/counts/selection.ts';
import { trendArea } from '../area-asked.ts';
import { callerKey } from '../guard.ts';
import { type Handlers, ok, refuse, type ViewerCaller } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

/** Every view may ask of its area; the public is told of groups and districts, and of nothing that may have happened in a home. */
export function trendHandlers({ analysis, areas }: Pick<HttpParts, 'analysis' | 'areas'>): Handlers<'trends'> {
  const trends = createAskedTrends(analysis, setImmediate);
  const about = async <A extends TrendHead>(trend: Trend<A>, asked: Selection, caller: ViewerCaller) => {
    const { view } = caller;
    const area = trendArea(asked.area, view, areas);
    if (!area.ok) return refuse(invalid(area.refusal));
    const selection = { ...asked, area: area.value, ...(view.name === 'public-wall' && { public: true }) };
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
