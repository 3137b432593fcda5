import type { Bulletin } from '#data/contract/bulletin.ts';
import { createSourceFeeder } from '../widget/source-feeder.ts';
import type { LayerKind, MapLayer } from '../widget/layer.ts';
import { source } from '../widget/style.ts';
import { bulletinFeatures } from './bulletin-features.ts';

/** Where bulletins hold: a veil with a dashed edge, of no colour, because it is nobody's unmet need. */
export const bulletinKind: LayerKind<readonly Bulletin[]> = {
  name: 'bulletins',
  style: ({ draught: { palette, scale } }) => ({
    sources: { bulletins: source() },
    layers: [
      {
        id: 'bulletin-veil',
        type: 'fill',
        source: 'bulletins',
        paint: { 'fill-color': palette.text, 'fill-opacity': 0.07, 'fill-antialias': false },
      },
      {
        id: 'bulletin-edge',
        type: 'line',
        source: 'bulletins',
        filter: ['==', ['get', 'edge'], 1],
        paint: {
          'line-color': palette.text,
          'line-opacity': 0.75,
          'line-width': 1.6 * scale,
          'line-dasharray': [4, 2.5],
        },
      },
    ],
  }),
  begin({ map, pack }, bulletins) {
    const feed = createSourceFeeder(map, 'bulletins');
    const changed = (next: readonly Bulletin[]) => feed(bulletinFeatures(next, pack));
    changed(bulletins);
    return { changed };
  },
};

export const bulletinLayer = (bulletins: readonly Bulletin[]): MapLayer<readonly Bulletin[]> => ({
  kind: bulletinKind,
  data: bulletins,
});
