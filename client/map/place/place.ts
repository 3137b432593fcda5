import type { LonLat } from '#data/contract/place.ts';
import type { LayerKind, MapLayer } from '../widget/layer.ts';
import { fromPanel } from '../widget/map-window.ts';
import { createOverlay } from '../widget/overlay.ts';

/** Of the ring around the place and of the dot in it, CSS pixels on a desk. */
const RING = 14;
const DOT = 3;

/** One place that somebody looks for. Every point of the map can be chosen to be it. */
const placeKind: LayerKind<LonLat | null> = {
  name: 'place',
  style: () => ({ sources: {}, layers: [] }),
  begin({ map, element, draught, window }, place) {
    const overlay = createOverlay(element, draught);
    function draw() {
      if (!place) return overlay.show([]);
      const { x, y } = map.project(place);
      const circle = (radius: number) =>
        overlay.cased('circle', 2.5, { cx: x, cy: y, r: radius * draught.scale, class: 'place' });
      overlay.show([...circle(RING), ...circle(DOT)]);
    }
    map.on('render', draw);
    return {
      changed(next) {
        place = next;
        map.triggerRepaint();
      },
      hit: (x, y) => ({ place: fromPanel([x, y], window()) }),
      end: () => overlay.remove(),
    };
  },
};

export const placeLayer = (place: LonLat | null): MapLayer<LonLat | null> => ({ kind: placeKind, data: place });
