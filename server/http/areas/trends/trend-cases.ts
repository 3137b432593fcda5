import { invalid, type Problem } from '#data/contract/problem.ts';
import type { listTrendCases } from '#data/contract/routes/trends/trends.ts';
import { redactIncident } from '#data/rules/audience.ts';
import { DAY, parseDay } from '#data/rules/civil-day.ts';
import { instantOf, zoneOffset } from '#data/rules/zone.ts';
import { areaAsked } from '../../area-asked.ts';
import { actorOf } from '../../guard.ts';
import { type Handler, ok, refuse } from '../../handler.ts';
import type { HttpParts } from '../../parts.ts';

type Parts = Pick<HttpParts, 'areas' | 'pack' | 'store' | 'access'>;

/** The cases behind a figure, for those who work on cases; who asked for which is on record. */
export function trendCases({ areas, pack, store, access }: Parts): Handler<typeof listTrendCases> {
  const startOf = (day: number) => instantOf(zoneOffset(pack.city.timeZone), day * DAY);
  const wrong = (pointer: string, detail: string): Problem => invalid([{ pointer, detail }]);
  return async ({ query: { from, to, category, area: asked, limit, cursor }, caller }) => {
    const area = areaAsked(asked, caller.view, areas);
    if (!area.ok) return refuse(invalid(area.refusal));
    const [first, last] = [parseDay(from), parseDay(to)];
    if (last < first) return refuse(wrong('/to', 'lies before the first day'));
    const filter = {
      from: startOf(first),
      to: startOf(last + 1),
      ...(category !== undefined && { category }),
      ...(area.value !== undefined && { area: area.value }),
    };
    try {
      const page = await store.incidents.list(filter, { limit, ...(cursor !== undefined && { cursor }) });
      const what = ['cases', category ?? 'all', area.value ?? 'all', from, to].join(' ');
      await access.audit.looked(actorOf(caller), 'history', what);
      return ok({ items: page.items.map((row) => redactIncident(row, caller.view)), next: page.next });
    } catch (error) {
      // A cursor that is none of ours.
      if (error instanceof RangeError) return refuse(wrong('/cursor', 'is none that was given'));
      throw error;
    }
  };
}
