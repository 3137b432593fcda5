import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bounds } from '#data/contract/place.ts';
import { locate } from '#data/contract/positions-frame.ts';
import { createPositionsReader, type Reading } from '#data/contract/positions-reader.ts';
import type { Packet } from '#server/feed/packet.ts';
import { createPositions } from '#server/feed/positions.ts';
import { createTestClock } from '../test-clock.ts';

const reach: Bounds = [101, 36, 102, 37];
const at = (x: number, y = x) => locate(reach, x, y);

/** A peer that reads what it gets, when it takes anything. */
function aPeer() {
  const reader = createPositionsReader();
  const readings: Reading[] = [];
  return {
    takes: true,
    readings,
    reader,
    drained() {
      return this.takes;
    },
    write(packet: Packet) {
      readings.push(reader.read(packet.messages()[1] as Buffer));
    },
  };
}

describe('the positions lane', () => {
  it('starts every peer with a keyframe, then tells what moved (P43)', () => {
    const clock = createTestClock();
    const positions = createPositions({ clock, reach });
    positions.put(0, ...at(10));
    clock.advance(1);
    const peer = aPeer();
    positions.join(peer);
    positions.put(0, ...at(12));
    clock.advance(100);
    expect(peer.readings).toEqual(['keyframe', 'delta']);
    expect([...peer.reader.planes.x]).toEqual([12]);
  });

  it('cuts a frame at once when the last one is old, and at most every 100 ms (P43)', () => {
    const clock = createTestClock();
    const positions = createPositions({ clock, reach });
    const peer = aPeer();
    positions.join(peer);
    const times: number[] = [];
    for (let ms = 0; ms < 1000; ms += 10) {
      positions.put(0, ...at(ms));
      clock.advance(10);
      const cut = peer.reader.stamp!.time;
      if (times.at(-1) !== cut) times.push(cut);
    }
    expect(times.length).toBeGreaterThanOrEqual(10);
    expect(times.slice(1).every((time, i) => time - times[i]! >= 100)).toBe(true);
    clock.advance(5000);
    positions.put(0, ...at(9999));
    clock.advance(0);
    expect([...peer.reader.planes.x]).toEqual([9999]);
  });

  it('leaves out a peer that does not drain, and gives it a keyframe when it does (P37, P43)', () => {
    const clock = createTestClock();
    const positions = createPositions({ clock, reach });
    const peer = aPeer();
    positions.join(peer);
    peer.takes = false;
    for (let i = 0; i < 20; i++) {
      positions.put(i, ...at(100 + i));
      clock.advance(100);
    }
    expect(peer.readings).toEqual(['keyframe']);
    peer.takes = true;
    positions.drained(peer);
    expect(peer.readings).toEqual(['keyframe', 'keyframe']);
    expect([...peer.reader.planes.x]).toEqual(Array.from({ length: 20 }, (_, i) => 100 + i));
    positions.drained(peer);
    expect(peer.readings.length).toBe(2);
  });

  it('gives everybody a keyframe every 10 s, though nothing moves (P43)', () => {
    const clock = createTestClock();
    const positions = createPositions({ clock, reach });
    const peer = aPeer();
    positions.join(peer);
    clock.advance(31_000);
    expect(peer.readings).toEqual(['keyframe', 'keyframe', 'keyframe', 'keyframe']);
    expect(peer.reader.stamp!.time).toBeGreaterThan(clock.now() - 10_000);
  });

  it('says as of when it shows every unit, while a part of the picture may be missing (P38)', () => {
    const clock = createTestClock();
    let whole: number | null = null;
    const positions = createPositions({ clock, reach, asOf: () => whole ?? clock.now() });
    const peer = aPeer();
    positions.join(peer);
    expect(peer.reader.stamp!.time).toBe(clock.now());
    whole = clock.now();
    for (let i = 0; i < 200; i++) {
      positions.put(0, ...at(6 + i));
      clock.advance(100);
    }
    expect(clock.now() - peer.reader.stamp!.time).toBe(20_000);
    whole = null;
    positions.put(0, ...at(7));
    clock.advance(0);
    expect(peer.reader.stamp!.time).toBe(clock.now());
  });

  it('forgets where a unit is when it goes off duty or leaves the box (P39)', () => {
    const clock = createTestClock();
    const positions = createPositions({ clock, reach });
    const peer = aPeer();
    positions.join(peer);
    positions.put(0, ...at(5));
    positions.put(1, ...at(6));
    clock.advance(100);
    positions.forget(0);
    positions.put(1, 105, 36.5);
    clock.advance(100);
    expect([...peer.reader.planes.x]).toEqual([65535, 65535]);
  });

  it('shows every peer the newest positions in the end, however often it was left out (P37, P42, P43)', () => {
    const move = fc.record({ slot: fc.nat(30), x: fc.nat(65534), ms: fc.nat(150), stalls: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 200 }), (moves) => {
        const clock = createTestClock();
        const positions = createPositions({ clock, reach });
        const peers = [aPeer(), aPeer(), aPeer()];
        const truth = new Map<number, number>();
        peers.forEach((peer) => positions.join(peer));
        for (const { slot, x, ms, stalls } of moves) {
          const peer = peers[stalls];
          if (peer) peer.takes = !peer.takes;
          if (peer?.takes) positions.drained(peer);
          positions.put(slot, ...at(x));
          truth.set(slot, x);
          clock.advance(ms);
        }
        clock.advance(200);
        for (const peer of peers) {
          peer.takes = true;
          positions.drained(peer);
          expect(peer.readings.every((reading) => reading === 'keyframe' || reading === 'delta')).toBe(true);
          for (const [slot, x] of truth) expect(peer.reader.planes.x[slot]).toBe(x);
        }
      }),
    );
  });
});
