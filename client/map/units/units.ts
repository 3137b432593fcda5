import type { LayerKind, MapLayer } from '../widget/layer.ts';
import { worldPixels } from '../widget/mercator.ts';
import type { Fleet } from './fleet.ts';
import { createUnitIndex } from './unit-index.ts';
import { createUnitPainter } from './unit-painter.ts';

/** A finger or a mouse may miss a unit by this much, CSS pixels. */
const REACH = 24;

/** `states`: a code of `unitLooks` by slot; a new array when anything changed. */
type Units = { fleet: Fleet; states: Uint8Array };

/** All units, in a layer of our own: MapLibre knows none of them. */
const unitKind: LayerKind<Units> = {
  name: 'units',
  style: () => ({ sources: {}, layers: [] }),
  begin({ map, draught, clock, frameClock, add }, units) {
    const picture = { motion: units.fleet.motion, states: units.states };
    const painter = createUnitPainter(map, picture, draught, clock, frameClock);
    const index = createUnitIndex(picture);
    const stop = units.fleet.onFed(painter.moved);
    add(painter.layer);
    return {
      changed({ states }) {
        picture.states = states;
        map.triggerRepaint();
      },
      hit(x, y) {
        const { lng, lat } = map.unproject([x, y]);
        const unit = index.nearest([lng, lat], REACH / worldPixels(map.getZoom()), frameClock());
        return unit === null ? null : { unit };
      },
      placeOf: (what) => ('unit' in what ? picture.motion.shownAt(what.unit, frameClock()) : null),
      end() {
        stop();
        painter.stop();
      },
    };
  },
};

export const unitLayer = (units: Units): MapLayer<Units> => ({ kind: unitKind, data: units });
