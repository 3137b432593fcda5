import type { CityBrief } from '#data/contract/city-brief.ts';
import type { CellId } from '#data/contract/ids.ts';
import { problem } from '#data/contract/problem.ts';
import { once } from '#data/kit/once.ts';
import type { Gazetteer } from '../../city/gazetteer/gazetteer.ts';
import { createCitySearch } from '../../city/gazetteer/search.ts';
import { sketchOf } from '../../city/sketch.ts';
import { type Handlers, ok, refuse } from '../handler.ts';
import { packed } from '../packed.ts';
import type { HttpParts } from '../parts.ts';

/**
 * The city as the screens draw it, whole or in small pieces for a phone on a poor line. Nothing in a
 * pack is about a person, so a wall that still waits for its approval may have it too.
 */
export function cityHandlers(
  { pack, areas: lying }: Pick<HttpParts, 'pack' | 'areas'>,
  gazetteer: Gazetteer,
): Handlers<'city'> {
  const { graph: _graph, organisations, catalogue = [], 'quick-answers': quickAnswers = [], ...drawn } = pack;
  const whole = once(() => packed(drawn));
  const briefly = once(() => packed(briefOf(pack)));
  const listed = once(() => packed(organisations));
  const served = once(() => packed(catalogue));
  const told = once(() => packed(quickAnswers));
  const search = createCitySearch(gazetteer);
  const sketches = new Map<CellId, ReturnType<typeof packed>>();
  const answer = ({ body, etag }: ReturnType<typeof packed>) => ok(body, { etag });

  return {
    readCity: () => answer(whole()),
    listOrganisations: () => answer(listed()),
    listServices: () => answer(served()),
    listQuickAnswers: () => answer(told()),
    readCityBrief: () => answer(briefly()),
    readCellSketch({ params: { id } }) {
      let sketch = sketches.get(id);
      if (!sketch) {
        const drawnCell = sketchOf(pack, lying, id);
        if (!drawnCell) return refuse(problem(404));
        sketches.set(id, (sketch = packed(drawnCell)));
      }
      return answer(sketch);
    },
    searchCity: async ({ query: { text, limit } }) => ok({ items: await search(text, limit) }),
  };
}

function briefOf({ city, areas, categories, services, checklists, cells }: HttpParts['pack']): CityBrief {
  const named = cells.map(({ id, community }) => ({ id, community }));
  return { city, areas, categories, services, checklists, cells: named };
}
