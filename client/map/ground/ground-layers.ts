import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { level, sized, type Draught } from '../widget/draught.ts';
import { metresPerPixel } from '../widget/mercator.ts';

const is = (...kinds: string[]): ExpressionSpecification => ['in', ['get', 'class'], ['literal', kinds]];
const area: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon'];
const along: ExpressionSpecification = ['==', ['geometry-type'], 'LineString'];

/** Land, water and streets, from the bottom up: quiet, and nothing in a saturated colour. */
export function groundLayers(draught: Draught, latitude: number): LayerSpecification[] {
  const { palette } = draught;
  const fill = (id: string, kinds: string[], colour: string): LayerSpecification => ({
    id,
    type: 'fill',
    source: 'land',
    filter: ['all', is(...kinds), area],
    paint: { 'fill-color': colour },
  });
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const;
  return [
    { id: 'background', type: 'background', paint: { 'background-color': palette.land } },
    fill('hill', ['hill'], palette.hill),
    fill('built-up', ['built-up'], palette.builtUp),
    fill('park', ['park'], palette.park),
    fill('water', ['river', 'stream', 'lake'], palette.water),
    {
      id: 'waterway',
      type: 'line',
      source: 'land',
      filter: ['all', is('river', 'stream'), along],
      layout: round,
      paint: { 'line-color': palette.water, 'line-width': trueWidth(draught, latitude) },
    },
    {
      id: 'street-minor',
      type: 'line',
      source: 'streets',
      filter: is('minor'),
      minzoom: level(10, draught),
      layout: round,
      paint: {
        'line-color': palette.minor,
        'line-width': sized(
          [
            [10, 0.6],
            [13, 1.4],
            [16, 6],
          ],
          draught,
        ),
      },
    },
    {
      id: 'railway',
      type: 'line',
      source: 'land',
      filter: ['all', is('railway'), along],
      paint: {
        'line-color': palette.railway,
        'line-width': sized(
          [
            [10, 1.2],
            [14, 2.4],
          ],
          draught,
        ),
        'line-dasharray': [5, 3],
      },
    },
    ...(['main', 'trunk'] as const).flatMap((kind): LayerSpecification[] => {
      const width = kind === 'main' ? 1.7 : 2.6;
      const street = { type: 'line', source: 'streets', filter: is(kind), layout: round } as const;
      const widths = (extra: number) =>
        sized(
          [
            [10, width * 0.7 + extra],
            [12, width * 1.3 + extra],
            [14, width * 2.4 + extra],
            [17, width * 8 + extra],
          ],
          draught,
        );
      return [
        { ...street, id: `street-${kind}-casing`, paint: { 'line-color': palette.casing, 'line-width': widths(2) } },
        { ...street, id: `street-${kind}`, paint: { 'line-color': palette[kind], 'line-width': widths(0) } },
      ];
    }),
  ];
}

/** As wide as it is in the world, but never too thin to be seen. */
function trueWidth(draught: Draught, latitude: number): ExpressionSpecification {
  const least: ExpressionSpecification = ['*', draught.scale, ['match', ['get', 'class'], 'river', 3, 1.2]];
  const stops = Array.from({ length: 15 }, (_, i) => 8 + i).flatMap((zoom) => [
    zoom,
    ['max', least, ['/', ['get', 'width'], metresPerPixel(zoom, latitude)]],
  ]);
  return ['interpolate', ['exponential', 2], ['zoom'], ...stops] as ExpressionSpecification;
}
