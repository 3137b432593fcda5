import { createPositionsReader, type PositionsReader } from '#data/contract/positions-reader.ts';
import type { Planes } from '#data/contract/positions-frame.ts';
import type { Stop } from '#data/kit/clock.ts';

/** Where every unit is, by slot. The arrays are the reader's own: whoever keeps a frame copies it. */
export type PositionsNow = Planes & {
  /** When the server cut the frame, epoch milliseconds. */
  at: number;
};

/** Positions come ten times a second and go straight to the map, outside reactivity. */
export type LivePositions = Pick<PositionsReader, 'reach'> & {
  /** Takes in a frame that came over connection number `conn`. */
  receive(frame: Uint8Array, conn: number): void;
  /** A new subscriber gets the newest positions at once, if there are any. */
  subscribe(receive: (positions: PositionsNow) => void): Stop;
};

export function createLivePositions(): LivePositions {
  const reader = createPositionsReader();
  const subscribers = new Set<(positions: PositionsNow) => void>();
  let conn = 0;
  const newest = (): PositionsNow | null => reader.stamp && { ...reader.planes, at: reader.stamp.time };

  return {
    get reach() {
      return reader.reach;
    },
    receive(frame, from) {
      if (from !== conn) reader.restart();
      conn = from;
      const reading = reader.read(frame);
      const positions = reading === 'keyframe' || reading === 'delta' ? newest() : null;
      if (positions) for (const run of subscribers) run(positions);
    },
    subscribe(receive) {
      subscribers.add(receive);
      const positions = newest();
      if (positions) receive(positions);
      return () => void subscribers.delete(receive);
    },
  };
}
