import type { CityPack } from '#data/contract/city-pack.ts';
import type { Card } from '#data/contract/card.ts';
import type { Bounds, LonLat } from '#data/contract/place.ts';
import type { Areas } from '../../../city/areas.ts';
import { html, type Html } from './html.ts';
import { inLanguage, type Language } from './language.ts';

/** Width of the picture, its units; the height follows from the ground. */
const WIDTH = 640;
/** Around the cells of the card, as a share of their extent. */
const AROUND = 0.15;

/**
 * The streets around a card as a picture to mark a place on; small, and drawn by no script.
 */
export function cardMap(
  { pack, areas }: { pack: Pick<CityPack, 'streets' | 'cells'>; areas: Areas },
  place: Card['place'],
  language: Language,
): Html {
  const cells = 'cell' in place ? [place.cell] : areas.cellsOf(place.community);
  const [west, south, east, north] = mapBounds(place, areas);
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = WIDTH / ((east - west) * narrow);
  const height = Math.round((north - south) * scale);
  const at = ([lon, lat]: LonLat) =>
    `${((lon - west) * narrow * scale).toFixed(1)} ${((north - lat) * scale).toFixed(1)}`;
  const path = (line: readonly LonLat[]) => `M${line.map(at).join('L')}`;
  const isNear = (line: readonly LonLat[]) =>
    line.some(([lon, lat]) => lon >= west && lon <= east && lat >= south && lat <= north);
  const streets = pack.streets.filter(({ line }) => isNear(line));
  const widths = { trunk: 13, main: 9, minor: 4 };
  const named = streets.filter(({ names, class: kind }) => names && kind !== 'minor').slice(0, 8);

  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${WIDTH} ${height}"
    width="${WIDTH}"
    height="${height}"
  >
    <rect width="${WIDTH}" height="${height}" fill="#e9ebed" />
    ${cells.map((cell) => {
      const ring = areas.cell(cell)?.ring;
      return ring && html`<path d="${path(ring)}Z" fill="#f7f8f9" stroke="#aab2ba" stroke-dasharray="6 4" />`;
    })}
    ${streets.map(
      (street) =>
        html`<path
          d="${path(street.line)}"
          fill="none"
          stroke="#c2c8cd"
          stroke-width="${widths[street.class]}"
          stroke-linejoin="round"
        />`,
    )}
    ${streets.map(
      (street) =>
        html`<path
          d="${path(street.line)}"
          fill="none"
          stroke="#fff"
          stroke-width="${widths[street.class] - 2}"
          stroke-linejoin="round"
        />`,
    )}
    ${named.map(({ names, line }) => {
      const inside = line.filter((point) => isNear([point]));
      const [x, y] = at(inside[Math.floor(inside.length / 2)]!).split(' ');
      return html`<text
        x="${x}"
        y="${y}"
        font-family="sans-serif"
        font-size="18"
        fill="#4a545c"
        text-anchor="middle"
        stroke="#fff"
        stroke-width="4"
        paint-order="stroke"
        >${inLanguage(names!, language)}</text
      >`;
    })}
  </svg>`;
}

/** The ground that the picture shows. */
export function mapBounds(place: Card['place'], areas: Areas): Bounds {
  const cells = 'cell' in place ? [place.cell] : areas.cellsOf(place.community);
  return around(cells.flatMap((cell) => areas.cell(cell)?.ring ?? []));
}

function around(points: readonly LonLat[]): Bounds {
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const [dx, dy] = [(east - west) * AROUND, (north - south) * AROUND];
  return [west - dx, south - dy, east + dx, north + dy];
}
