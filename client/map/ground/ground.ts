import type { LayerKind, MapLayer } from '../widget/layer.ts';
import { source } from '../widget/style.ts';
import { landFeatures, streetFeatures } from './ground-features.ts';
import { groundLayers } from './ground-layers.ts';

/** Land, water and streets: what lies below everything and never changes. */
export const groundKind: LayerKind<null> = {
  name: 'ground',
  style: ({ pack, lang, draught }) => ({
    sources: { land: source(landFeatures(pack.land, lang)), streets: source(streetFeatures(pack.streets, lang)) },
    layers: groundLayers(draught, pack.city.center[1]),
  }),
  begin: () => ({}),
};

export const groundLayer: MapLayer<null> = { kind: groundKind, data: null };
