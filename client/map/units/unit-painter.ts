import type { CustomLayerInterface, Map as MapLibreMap } from 'maplibre-gl';
import type { Clock, Stop } from '#data/kit/clock.ts';
import { level, type Draught } from '../widget/draught.ts';
import { nextPaint, unitSize } from './unit-pace.ts';
import { unitsLayer, type UnitPicture } from './units-layer.ts';

export type UnitPainter = {
  layer: CustomLayerInterface;
  /** A frame has come in. */
  moved(): void;
  stop(): void;
};

/** Paints again when a unit has moved by what an eye can see, and not before. */
export function createUnitPainter(
  map: MapLibreMap,
  picture: UnitPicture,
  draught: Draught,
  clock: Clock,
  now: () => number,
): UnitPainter {
  let stop: Stop | null = null;

  function schedule() {
    const wait = stop ? null : nextPaint(picture.motion, map.getZoom(), now());
    if (wait === null) return;
    stop = clock.after(wait, () => {
      stop = null;
      map.triggerRepaint();
    });
  }

  return {
    layer: unitsLayer({
      id: 'units',
      picture,
      palette: draught.palette,
      pixels: () =>
        unitSize(picture.motion.count, map.getZoom() - level(0, draught)) * draught.scale * map.getPixelRatio(),
      now,
      painted: schedule,
    }),
    moved() {
      if (picture.motion.jumped) map.triggerRepaint();
      else schedule();
    },
    stop: () => stop?.(),
  };
}
