import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { CellStatus } from '#data/contract/grid.ts';
import { level, sized, type Draught } from '../widget/draught.ts';

/** 1 for cells of that status, which is feature state: a cell that changes costs one paint. */
const opaque = (status: CellStatus, opacity = 1): ExpressionSpecification => [
  'case',
  ['==', ['feature-state', 'status'], status],
  opacity,
  0,
];

/** What is hatched, from the bottom up. */
export const hatched: readonly ('attention' | 'alert')[] = ['attention', 'alert'];

/** The grid: a hatch and an edge for what is not normal, hairlines once there is room for them. */
export function gridLayers(draught: Draught, hatches: typeof hatched): LayerSpecification[] {
  const { palette } = draught;
  const cells = { source: 'cells' } as const;
  const wrong = hatches.flatMap((status): LayerSpecification[] => [
    {
      ...cells,
      id: `cell-${status}`,
      type: 'fill',
      paint: { 'fill-pattern': `hatch-${status}`, 'fill-opacity': opaque(status), 'fill-antialias': false },
    },
    {
      ...cells,
      id: `cell-${status}-edge`,
      type: 'line',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette[status],
        'line-opacity': opaque(status, status === 'alert' ? 0.95 : 0.6),
        'line-width': sized(
          [
            [10, status === 'alert' ? 1.2 : 0.8],
            [14, status === 'alert' ? 2.6 : 1.8],
          ],
          draught,
        ),
      },
    },
  ]);
  return [
    {
      ...cells,
      id: 'cell-edge',
      type: 'line',
      minzoom: level(12.6, draught),
      paint: { 'line-color': palette.cellEdge, 'line-width': draught.scale },
    },
    ...wrong,
    {
      ...cells,
      id: 'cell-unstaffed-casing',
      type: 'line',
      paint: {
        'line-color': palette.halo,
        'line-opacity': opaque('unstaffed', 0.9),
        'line-width': sized(
          [
            [10, 3],
            [14, 5],
          ],
          draught,
        ),
      },
    },
    {
      ...cells,
      id: 'cell-unstaffed',
      type: 'line',
      paint: {
        'line-color': palette.unstaffed,
        'line-opacity': opaque('unstaffed'),
        'line-width': sized(
          [
            [10, 1.4],
            [14, 2.4],
          ],
          draught,
        ),
        'line-dasharray': [2.4, 1.8],
      },
    },
    {
      id: 'district-edge',
      type: 'line',
      source: 'district-edges',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.districtEdge,
        'line-opacity': ['match', ['get', 'border'], 'inner', 0.85, 0.3],
        'line-width': sized(
          [
            [10, 1.3],
            [14, 2.4],
          ],
          draught,
        ),
        'line-dasharray': [5, 2, 1, 2],
      },
    },
  ];
}
