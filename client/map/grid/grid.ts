import type { CellStatus } from '#data/contract/grid.ts';
import type { CellId } from '#data/contract/ids.ts';
import { DENSITY } from '../widget/ink.ts';
import type { LayerKind, MapLayer } from '../widget/layer.ts';
import { source } from '../widget/style.ts';
import { changedCells } from './cell-changes.ts';
import { cellFeatures, districtEdges, outline } from './cell-features.ts';
import { gridLayers, hatched } from './grid-layers.ts';
import { hatch } from './hatch.ts';

/** Cells that are not in it are normal. */
export type CellStatuses = ReadonlyMap<CellId, CellStatus>;

/** The grid and how its cells stand, as feature state; `wrong`: the states that are hatched at all. */
const gridOf = (wrong: typeof hatched): LayerKind<CellStatuses> => ({
  name: 'grid',
  style: ({ pack, draught }) => ({
    sources: {
      cells: source(cellFeatures(pack.cells)),
      'district-edges': source(districtEdges(pack.cells, pack.areas)),
    },
    layers: gridLayers(draught, wrong),
    images: () =>
      wrong.map((status) => {
        const { palette, scale } = draught;
        const width = (status === 'alert' ? 1.6 : 1.3) * scale * DENSITY;
        return [`hatch-${status}`, hatch(palette[status], Math.round(9 * scale) * DENSITY, width, status === 'alert')];
      }),
  }),
  edge: ({ cells }) => outline(cells),
  begin({ map }, statuses) {
    let shown: CellStatuses = new Map();
    function changed(next: CellStatuses) {
      for (const [id, status] of changedCells(shown, next)) map.setFeatureState({ source: 'cells', id }, { status });
      shown = next;
    }
    changed(statuses);
    return { changed };
  },
});

export const gridKind = gridOf(hatched);
const bareGridKind = gridOf([]);

export const gridLayer = (statuses: CellStatuses): MapLayer<CellStatuses> => ({ kind: gridKind, data: statuses });
/** Without a hatch, where the cells' own colour says something else. */
export const bareGridLayer = (statuses: CellStatuses): MapLayer<CellStatuses> => ({
  kind: bareGridKind,
  data: statuses,
});
