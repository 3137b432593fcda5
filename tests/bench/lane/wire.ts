import type { Bounds } from '#data/contract/place.ts';
import type { Packet } from '#server/feed/packet.ts';
import { createPositions, TICK_MS } from '#server/feed/positions.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { createSwarm, tell, type Step } from './swarm.ts';

const REACH: Bounds = [101.6, 36.5, 101.95, 36.75];
const TICKS = 50;

/** Bytes for one position, with all that goes over the wire for it: WebSocket headers, event name, frame header. */
export type WireFigures = {
  /** Of each that moved, when all move and when three in ten do. */
  allMove: number;
  threeInTenMove: number;
  keyframe: number;
  /** The same as a JSON object in an array. */
  json: number;
};

/** G3: what a peer is written by the positions lane. */
export function measureWire({ units = 2000 } = {}): WireFigures {
  const { perMoved: allMove, keyframe } = follow(units, 1);
  const { perMoved: threeInTenMove } = follow(units, 0.3);
  const object = {
    unit: 'unit-1000',
    at: 1_800_000_000_000,
    lon: 101.777123,
    lat: 36.617234,
    speed: 8.5,
    heading: 270,
  };
  return { allMove, threeInTenMove, keyframe, json: JSON.stringify(object).length + 1 };
}

function follow(units: number, share: number): { perMoved: number; keyframe: number } {
  const clock = createTestClock();
  const positions = createPositions({ clock, reach: REACH });
  const swarm = createSwarm(REACH, units);
  let bytes = 0;
  let moved = 0;
  const write = ({ frames }: Packet) => void (bytes += frames.reduce((sum, frame) => sum + frame.length, 0));
  const put = (step: Step) => tell(step, positions.put);
  put(swarm.step());
  clock.advance(TICK_MS);
  positions.join({ drained: () => true, write });
  const keyframe = bytes / units;
  bytes = 0;
  for (let tick = 0; tick < TICKS; tick++) {
    const step = swarm.step(share);
    put(step);
    moved += step.slots.length;
    clock.advance(TICK_MS);
  }
  return { perMoved: bytes / moved, keyframe };
}
