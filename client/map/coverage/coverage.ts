import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { CellId } from '#data/contract/ids.ts';
import { cellFeatures } from '../grid/cell-features.ts';
import type { Draught } from '../widget/draught.ts';
import type { LayerKind, MapLayer } from '../widget/layer.ts';
import type { Theme } from '../widget/palette.ts';
import { source } from '../widget/style.ts';
import { coverageInk } from './coverage-ink.ts';

/** The band of each cell, an index into `coverageInk`, and the cell that is chosen. */
type Coverage = { bands: ReadonlyMap<CellId, number>; chosen: CellId | null };

/** The grid by the time since each cell was last visited, as feature state; a cell can be chosen. */
export const coverageKind: LayerKind<Coverage> = {
  name: 'coverage',
  style: ({ pack, draught, theme }) => ({
    sources: { cells: source(cellFeatures(pack.cells)) },
    layers: coverageLayers(draught, theme),
  }),
  begin({ map }, coverage) {
    let shown: Coverage = { bands: new Map(), chosen: null };
    function changed(next: Coverage) {
      for (const [id, band] of next.bands)
        if (shown.bands.get(id) !== band) map.setFeatureState({ source: 'cells', id }, { coverage: band });
      if (shown.chosen !== next.chosen)
        for (const id of [shown.chosen, next.chosen])
          if (id !== null) map.setFeatureState({ source: 'cells', id }, { chosen: id === next.chosen });
      shown = next;
    }
    changed(coverage);
    return {
      changed,
      hit(x, y) {
        const [found] = map.queryRenderedFeatures([x, y], { layers: ['cell-coverage'] });
        const id: unknown = found?.properties['id'];
        return typeof id === 'string' ? { cell: id as CellId } : null;
      },
    };
  },
};

export const coverageLayer = (coverage: Coverage): MapLayer<Coverage> => ({ kind: coverageKind, data: coverage });

function coverageLayers({ palette, scale }: Draught, theme: Theme): LayerSpecification[] {
  const colour = [
    'match',
    ['coalesce', ['feature-state', 'coverage'], -1],
    ...coverageInk[theme].flatMap((each, band) => [band, each]),
    palette.land,
  ] as unknown as ExpressionSpecification;
  return [
    { id: 'cell-coverage', type: 'fill', source: 'cells', paint: { 'fill-color': colour, 'fill-opacity': 0.82 } },
    {
      id: 'cell-chosen',
      type: 'line',
      source: 'cells',
      paint: {
        'line-color': palette.p2,
        'line-width': 3 * scale,
        'line-opacity': ['case', ['boolean', ['feature-state', 'chosen'], false], 1, 0],
      },
    },
  ];
}
