import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Clock, Stop } from '#data/kit/clock.ts';
import { fullPace, paceAfter, type FramePace } from './frame-pace.ts';

/** What of the map a gate needs. */
export type PacedMap = Pick<MapLibreMap, 'triggerRepaint' | 'redraw' | 'isMoving' | 'setPixelRatio' | 'on'> & {
  getCanvas(): Pick<HTMLCanvasElement, 'getContext'>;
};

/** How often it asks whether a frame is done, ms. */
const LOOK_EVERY = 8;

type GateParts = {
  clock: Clock;
  /** A steady clock, ms. */
  now: () => number;
  /** Told whenever it begins to draw less, and when it draws all again. */
  less: (isLess: boolean) => void;
};

/**
 * Lets the map draw a frame when its pace allows it. Drawing is only begun by the script: what a
 * frame costs is known when the graphics say that they are done with it, and until then the text of
 * the page waits behind it, as every further frame would. A hand that moves the map is not kept waiting.
 */
export function gateFrames(map: PacedMap, { clock, now, less }: GateParts): { begin(): void; stop(): void } {
  const gl = map.getCanvas().getContext('webgl2')!;
  const draw = map.triggerRepaint.bind(map);
  let pace: FramePace = fullPace;
  let begun = false;
  let isAsked = false;
  let waiting: Stop | null = null;

  // Everything that changes on the map ends in this one call of its own.
  map.triggerRepaint = () => {
    if (waiting && pace.rest > 0 && !map.isMoving()) isAsked = true;
    else draw();
  };
  map.on('render', () => {
    if (!waiting) measure();
  });

  function measure() {
    const drawn = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    if (!drawn) return;
    gl.flush();
    const began = now();
    const look = () => {
      if (gl.getSyncParameter(drawn, gl.SYNC_STATUS) !== gl.SIGNALED && !gl.isContextLost())
        return void (waiting = clock.after(LOOK_EVERY, look));
      gl.deleteSync(drawn);
      done(now() - began);
    };
    waiting = clock.after(0, look);
  }

  function done(cost: number) {
    const before = pace;
    pace = paceAfter(pace, cost, now());
    // The first pictures are made while everything else begins too: they say little about the next ones.
    if (!begun) pace = { ...fullPace, rest: pace.rest > 0 ? LOOK_EVERY : 0 };
    waiting = clock.after(pace.rest, () => {
      waiting = null;
      if (!isAsked) return;
      isAsked = false;
      draw();
    });
    if (pace.detail === before.detail) return;
    map.setPixelRatio(devicePixelRatio * pace.detail);
    // Another size empties the canvas, and nothing would stand there until the gate opens.
    map.redraw();
    less(pace.detail < 1);
  }

  return {
    begin: () => (begun = true),
    stop: () => waiting?.(),
  };
}
