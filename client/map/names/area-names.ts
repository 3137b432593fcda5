import type { CityPack } from '#data/contract/city-pack.ts';
import type { LonLat } from '#data/contract/place.ts';
import type { Lang } from '#client/words/shared/speech.ts';
import { areaAt } from '../ground/area-at.ts';
import { nameIn } from '../widget/name-in.ts';
import { collection } from '../widget/style.ts';

type Cells = CityPack['cells'];
type Areas = CityPack['areas'];

/** A name for every area that has cells, at the cell nearest to the middle of all of its cells. */
export function areaNames(cells: Cells, areas: Areas, lang: Lang) {
  return collection(
    (['district', 'subdistrict', 'community'] as const).flatMap((level) => {
      const areaOf = areaAt(level, areas);
      const anchors = Map.groupBy(cells, (cell) => areaOf(cell.community));
      return areas.flatMap((area) => {
        const own = anchors.get(area.id)?.map((cell) => cell.anchor);
        if (area.level !== level || !own) return [];
        return {
          type: 'Feature' as const,
          properties: { id: area.id, level, cells: own.length, name: nameIn(area.names, lang) },
          geometry: { type: 'Point' as const, coordinates: nearestTo(middle(own), own) },
        };
      });
    }),
  );
}

function middle(points: readonly LonLat[]): LonLat {
  const sum = points.reduce<[number, number]>(([x, y], [lon, lat]) => [x + lon, y + lat], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}

function nearestTo([lon, lat]: LonLat, points: readonly LonLat[]): LonLat {
  const away = (point: LonLat) => Math.hypot(point[0] - lon, point[1] - lat);
  return points.reduce((best, point) => (away(point) < away(best) ? point : best));
}
