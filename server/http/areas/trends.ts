import { setImmediate } from 'node:timers/promises';
import { invalid, type Problem } from '#data/contract/problem.ts';
import type { MonthSeries, TrendHead, WeekSeries } from '#data/contract/trend.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import { createAskedTrends, type Trend } from '../../analysis/asked-trends.ts';
import type { Selection } from '../../analysis/counts/selection.ts';
import { trendArea } from '../area-asked.ts';
import { callerKey } from '../guard.ts';
import { type Handlers, ok, refuse, type ViewerCaller } from '../handler.ts';
import type { HttpParts } from '../parts.ts';
import { trendDay } from '../trend-day.ts';

/** Every view may ask of its area; the public is told of groups and districts, and of nothing that may have happened in a home. */
export function trendHandlers({ analysis, areas }: Pick<HttpParts, 'analysis' | 'areas'>): Handlers<'trends'> {
  const trends = createAskedTrends(analysis, setImmediate);
  const about = async <A extends TrendHead>(trend: Trend<A>, asked: Selection, caller: ViewerCaller) => {
    const selection = selected(asked, caller);
    if (!selection.ok) return refuse(selection.refusal);
    return ok(await trends.ask(trend, selection.value, callerKey(caller)));
  };
  return {
    readSeries: ({ query: { kind, ...selection }, caller }) =>
      about<WeekSeries | MonthSeries>(
        { name: kind, compute: kind === 'week' ? analysis.week : analysis.months },
        selection,
        caller,
      ),
    async readTable({ query: { by, until, ...asked }, caller }) {
      const selection = selected(asked, caller);
      if (!selection.ok) return refuse(selection.refusal);
      const day = trendDay(analysis, selection.value, until);
      if (!day.ok) return refuse(day.refusal);
      const to = day.value;
      const compute = (of: Selection) => analysis.table(of, { by, to });
      return ok(await trends.ask({ name: `table ${by} ${to}`, compute }, selection.value, callerKey(caller)));
    },
    readHeat: ({ query, caller }) => about({ name: 'heat', compute: analysis.heat }, query, caller),
  };
  /** What the caller may ask about. */
  function selected(asked: Selection, { view }: ViewerCaller): Result<Selection, Problem> {
    const area = trendArea(asked.area, view, areas);
    if (!area.ok) return refused(invalid(area.refusal));
    const selection = { ...asked, area: area.value, ...(view.name === 'public-wall' && { public: true }) };
    const errors = analysis.selections.check(selection);
    return errors.length > 0 ? refused(invalid(errors)) : accepted(selection);
  }
}
