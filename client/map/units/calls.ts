import type { LayerKind, MapLayer } from '../widget/layer.ts';
import { worldPixels } from '../widget/mercator.ts';
import type { Fleet } from './fleet.ts';
import { createUnitIndex } from './unit-index.ts';
import { CALL_SIZE } from './unit-pace.ts';
import { unitsLayer } from './units-layer.ts';

/** `states`: of `callStates`; a new array when anything changed. */
export type Calls = { fleet: Fleet; states: Uint8Array };

/** Crews that call for help, above all other marks: it moves in the frames that the layer of all units asks for. */
export const callKind: LayerKind<Calls> = {
  name: 'calls',
  style: () => ({ sources: {}, layers: [] }),
  begin({ map, draught, frameClock, add }, calls) {
    const picture = { motion: calls.fleet.motion, states: calls.states };
    const index = createUnitIndex(picture);
    const pixels = () => CALL_SIZE * draught.scale * map.getPixelRatio();
    add(unitsLayer({ id: 'calls', picture, palette: draught.palette, pixels, now: frameClock }));
    return {
      changed({ states }) {
        picture.states = states;
        map.triggerRepaint();
      },
      hit(x, y) {
        if (picture.states.length === 0) return null;
        const { lng, lat } = map.unproject([x, y]);
        const radius = (CALL_SIZE * draught.scale) / 2;
        const unit = index.nearest([lng, lat], radius / worldPixels(map.getZoom()), frameClock());
        return unit === null ? null : { unit };
      },
    };
  },
};

export const callLayer = (calls: Calls): MapLayer<Calls> => ({ kind: callKind, data: calls });
