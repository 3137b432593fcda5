import type { IncidentId } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';
import type { LayerKind, MapLayer } from '../widget/layer.ts';
import { createOverlay } from '../widget/overlay.ts';
import { chosenShapes } from './chosen-shapes.ts';

/** What somebody has chosen. Units by slot; `crews` are those sent to the chosen incident. */
export type Chosen = { incident: IncidentId | null; unit: number | null; crews: readonly number[] };

/**
 * What is chosen, drawn over the map as SVG in every frame that the map paints: so a ring goes with
 * its unit and with the hand that moves the map.
 */
const chosenKind: LayerKind<Chosen> = {
  name: 'chosen',
  style: () => ({ sources: {}, layers: [] }),
  begin({ map, element, draught, placeOf }, chosen) {
    const overlay = createOverlay(element, draught);
    const unitAt = (slot: number) => placeOf({ unit: slot });

    function draw() {
      const { incident, unit, crews } = chosen;
      const places = {
        incident: incident === null ? null : placeOf({ incident }),
        unit: unit === null ? null : unitAt(unit),
        crews: crews.map(unitAt).filter((at): at is LonLat => at !== null),
      };
      const { rings, lines } = chosenShapes(places, (at) => map.project(at), draught.scale);
      overlay.show([
        ...lines.flatMap(({ from, to }) =>
          overlay.cased('line', 1.5, { x1: from.x, y1: from.y, x2: to.x, y2: to.y, class: 'crew' }),
        ),
        ...rings.flatMap(({ x, y, radius }) =>
          overlay.cased('circle', 2.5, { cx: x, cy: y, r: radius, class: 'chosen' }),
        ),
      ]);
    }
    map.on('render', draw);
    return {
      changed(next) {
        if (JSON.stringify(next) === JSON.stringify(chosen)) return;
        chosen = next;
        map.triggerRepaint();
      },
      end: () => overlay.remove(),
    };
  },
};

export const chosenLayer = (chosen: Chosen): MapLayer<Chosen> => ({ kind: chosenKind, data: chosen });
