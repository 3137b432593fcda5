import { setImmediate } from 'node:timers/promises';
import { invalid, type Problem } from '#data/contract/problem.ts';
import type { AreaId } from '#data/contract/ids.ts';
import type { readTable } from '#data/contract/routes/trends/trends.ts';
import type { QueryOf } from '#data/contract/routes/route.ts';
import type { TrendTable } from '#data/contract/trend-table.ts';
import type { MonthSeries, TrendHead, WeekSeries } from '#data/contract/trend.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import { createAskedTrends, type Trend } from '../../../analysis/asked-trends.ts';
import type { Selection } from '../../../analysis/counts/selection.ts';
import { tableFile } from '../../../analysis/table/table-file.ts';
import { areaAsked, trendArea } from '../../area-asked.ts';
import { actorOf, callerKey } from '../../guard.ts';
import { type Handlers, ok, refuse, type ViewerCaller } from '../../handler.ts';
import type { HttpParts } from '../../parts.ts';
import { questions } from './questions.ts';
import { trendCases } from './trend-cases.ts';
import { trendDay } from './trend-day.ts';

type TableAsked = QueryOf<typeof readTable>;
type Parts = Pick<HttpParts, 'analysis' | 'areas' | 'book' | 'clock' | 'pack' | 'store' | 'access'>;

/** Every view may ask of its area; the public is told of groups and districts, and of nothing that may have happened in a home. */
export function trendHandlers(parts: Parts): Handlers<'trends'> {
  const { analysis, areas, access } = parts;
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
    async readTable({ query, caller }) {
      const table = await tableOf(query, caller);
      return table.ok ? ok(table.value) : refuse(table.refusal);
    },
    async saveTable({ query, caller }) {
      const table = await tableOf(query, caller);
      if (!table.ok) return refuse(table.refusal);
      const { text, rows } = tableFile(table.value, nameOf);
      const { by, until, category = 'all', area = 'all' } = table.value;
      await access.audit.exported(actorOf(caller), ['trends', by, category, area, until].join(' '), rows);
      return ok(text, { headers: { 'content-disposition': `attachment; filename="trends-${until}.csv"` } });
    },
    async readWeeks({ query: { until, ...asked }, caller }) {
      const about = upTo(asked, until, caller);
      if (!about.ok) return refuse(about.refusal);
      const { selection, to } = about.value;
      const compute = (of: Selection) => analysis.weekly(of, to);
      return ok(await trends.ask({ name: `weeks ${to}`, compute }, selection, callerKey(caller)));
    },
    async readClaim({ query: { until, ...asked }, caller }) {
      const about = upTo(asked, until, caller);
      if (!about.ok) return refuse(about.refusal);
      const { selection, to } = about.value;
      const compute = (of: Selection) => analysis.claim(of, to);
      return ok(await trends.ask({ name: `claim ${to}`, compute }, selection, callerKey(caller)));
    },
    listClaims({ caller: { view } }) {
      const within = (area: AreaId) => areaAsked(area, view, areas).ok;
      return ok({ items: analysis.claims(analysis.today()).filter(({ area }) => within(area)) });
    },
    askQuestion: questions(parts),
    listTrendCases: trendCases(parts),
    readHeat: ({ query, caller }) => about({ name: 'heat', compute: analysis.heat }, query, caller),
  };
  async function tableOf(
    { by, until, ...asked }: TableAsked,
    caller: ViewerCaller,
  ): Promise<Result<TrendTable, Problem>> {
    const about = upTo(asked, until, caller);
    if (!about.ok) return about;
    const { selection, to } = about.value;
    const compute = (of: Selection) => analysis.table(of, { by, to });
    return accepted(await trends.ask({ name: `table ${by} ${to}`, compute }, selection, callerKey(caller)));
  }

  /** The same, with the local day up to which is counted. */
  function upTo(asked: Selection, until: string | undefined, caller: ViewerCaller) {
    const selection = selected(asked, caller);
    if (!selection.ok) return selection;
    const to = trendDay(analysis, selection.value, until);
    return to.ok ? accepted({ selection: selection.value, to: to.value }) : to;
  }

  function nameOf(id: string): string {
    const { groups, categories } = parts.pack.categories;
    const names = areas.namesOf(id as AreaId) ?? [...groups, ...categories].find((each) => each.id === id)?.names;
    return names ? [names.en, names.zh].filter(Boolean).join(' / ') : id;
  }

  /** What the caller may ask about. */
  function selected(asked: Selection, { view }: ViewerCaller): Result<Selection, Problem> {
    const area = trendArea(asked.area, view, areas);
    if (!area.ok) return refused(invalid(area.refusal));
    const selection = { ...asked, area: area.value, ...(view.name === 'public-wall' && { public: true }) };
    const errors = analysis.selections.check(selection);
    return errors.length > 0 ? refused(invalid(errors)) : accepted(selection);
  }
}
