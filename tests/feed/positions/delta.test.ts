import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bounds } from '#data/contract/place.ts';
import { encodeDelta } from '#data/contract/positions-delta.ts';
import {
  KEYFRAME,
  encodeKeyframe,
  locate,
  quantise,
  readHeader,
  UNKNOWN,
  type Planes,
} from '#data/contract/positions-frame.ts';
import { seededRandom, type Random } from '#data/kit/random.ts';
import type { Packet } from '#server/feed/packet.ts';
import { createPositions, TICK_MS } from '#server/feed/positions.ts';
import { createMarks } from '#server/feed/marks.ts';
import { deltaOfRecord } from './delta-of-record.ts';
import { createTestClock } from '../test-clock.ts';

const reach: Bounds = [101, 36, 102, 37];
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** A city whose size, restlessness and pace follow from the seed. */
function cityOf(random: Random) {
  const slots = 1 + Math.floor(random() ** 3 * 3000);
  const share = random() ** 2;
  const stride = 2 ** Math.floor(random() * 16);
  const near = (at: number) => Math.min(65_534, Math.max(0, Math.round(at + (2 * random() - 1) * stride)));
  return { slots, share, near };
}

/** The same planes, told of every change by hand. */
function recordOf(slots: number) {
  const now = { x: new Uint16Array(slots).fill(UNKNOWN), y: new Uint16Array(slots).fill(UNKNOWN) };
  const upTo = (end: number): Planes => ({ x: now.x.slice(0, end), y: now.y.slice(0, end) });
  return {
    now,
    upTo,
    put(slot: number, x: number, y: number) {
      [now.x[slot], now.y[slot]] = [x, y];
    },
  };
}

describe('a frame of what changed', () => {
  it('is byte for byte the one that the record of the format makes, whatever moves (P38, P41)', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = seededRandom(`delta ${seed}`);
        const { slots, share, near } = cityOf(random);
        const known = Math.floor(slots * (random() < 0.3 ? random() : 1));
        const place = () => Math.floor(random() * 65_535);
        const before = { x: new Uint16Array(known).map(place), y: new Uint16Array(known).map(place) };
        const record = recordOf(slots);
        const marks = createMarks(slots);
        for (let slot = 0; slot < slots; slot++) {
          const isKnown = slot < known && random() > 0.05;
          if (!isKnown && slot < known) before.x[slot] = before.y[slot] = UNKNOWN;
          record.put(slot, isKnown ? before.x[slot]! : UNKNOWN, isKnown ? before.y[slot]! : UNKNOWN);
          if (random() >= share) continue;
          marks.add(slot);
          if (random() < 0.05) record.put(slot, UNKNOWN, UNKNOWN);
          else record.put(slot, near(isKnown ? before.x[slot]! : place()), near(isKnown ? before.y[slot]! : place()));
        }
        const stamp = { tick: 9, base: 8, time: 1_700_000_000_000 };
        const frame = encodeDelta(stamp, before, record.now, marks.take());
        expect(hex(frame)).toBe(hex(deltaOfRecord(stamp, before, record.now)));
      }),
      { numRuns: 300 },
    );
  });

  it('is the same from the lane, tick after tick, as units come, move, leave the box and go (P38, P40, P41)', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = seededRandom(`lane ${seed}`);
        const { slots, share, near } = cityOf(random);
        const clock = createTestClock();
        const positions = createPositions({ clock, reach });
        const written: Uint8Array[] = [];
        positions.join({
          drained: () => true,
          write: (packet: Packet) => void written.push(packet.messages()[1] as Buffer),
        });
        const record = recordOf(slots);
        let told = record.upTo(0);
        let end = 0;
        written.length = 0;
        for (let tick = 0; tick < 20; tick++) {
          for (let slot = 0; slot < slots; slot++) {
            if (random() >= share) continue;
            end = Math.max(end, slot + 1);
            const at = locate(reach, near(record.now.x[slot]!), near(record.now.y[slot]!));
            const what = random();
            if (what < 0.02) positions.forget(slot);
            else if (what < 0.04) positions.put(slot, 103, 36.5);
            else positions.put(slot, ...at);
            record.put(slot, ...((what < 0.04 ? null : quantise(reach, at)) ?? [UNKNOWN, UNKNOWN]));
          }
          clock.advance(TICK_MS);
          for (const frame of written.splice(0)) {
            const head = readHeader(new DataView(frame.buffer, frame.byteOffset, frame.byteLength))!;
            const now = record.upTo(end);
            const due = head.kind === KEYFRAME ? encodeKeyframe(head, reach, now) : deltaOfRecord(head, told, now);
            expect(hex(frame)).toBe(hex(due));
            told = now;
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('marks', () => {
  it('are taken once, each once, lowest first', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(65_534), { maxLength: 200 }), { maxLength: 4 }), (rounds) => {
        const marks = createMarks(65_535);
        for (const slots of rounds) {
          slots.forEach((slot) => marks.add(slot));
          const due = [...new Set(slots)].sort((a, b) => a - b);
          expect([...marks.take()]).toEqual(due);
        }
        expect(marks.take()).toHaveLength(0);
      }),
    );
  });
});
