import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeDelta as encodeChanges } from '#data/contract/positions-delta.ts';
import {
  encodeKeyframe,
  locate,
  quantise,
  UNKNOWN,
  type FrameStamp,
  type Planes,
} from '#data/contract/positions-frame.ts';
import { createPositionsReader } from '#data/contract/positions-reader.ts';
import type { Bounds } from '#data/contract/place.ts';

const reach: Bounds = [101, 36, 102, 37];
const planes = (...points: [number, number][]): Planes => ({
  x: Uint16Array.from(points, ([x]) => x),
  y: Uint16Array.from(points, ([, y]) => y),
});
const unknown: [number, number] = [UNKNOWN, UNKNOWN];
/** With every slot looked at. */
const encodeDelta = (stamp: FrameStamp & { base: number }, before: Planes, after: Planes) =>
  encodeChanges(
    stamp,
    before,
    after,
    after.x.map((_, slot) => slot),
  );

/** The frames that PROTOCOL.md writes out in hex: the keyframe and the delta on it. */
function documented(rule: string): Uint8Array {
  const text = readFileSync(join(import.meta.dirname, '../../../data/contract/PROTOCOL.md'), 'utf8');
  const hex = text.split(`**${rule}**`)[1]!.match(/`([0-9a-f]{20}[0-9a-f\s]+)`/)![1]!;
  return Buffer.from(hex.replaceAll(/\s/g, ''), 'hex');
}

const coordinate = fc.oneof({ weight: 9, arbitrary: fc.nat(65534) }, { weight: 1, arbitrary: fc.constant(UNKNOWN) });
const point = fc
  .tuple(coordinate, coordinate)
  .map(([x, y]): [number, number] => (x === UNKNOWN || y === UNKNOWN ? unknown : [x, y]));

/** Where a unit is after a while: usually near, sometimes far, sometimes nowhere. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant('stays' as const) },
  { weight: 6, arbitrary: fc.tuple(fc.integer({ min: -140, max: 140 }), fc.integer({ min: -140, max: 140 })) },
  { weight: 1, arbitrary: point },
);

function moved([x, y]: [number, number], by: 'stays' | [number, number]): [number, number] {
  if (by === 'stays' || x === UNKNOWN) return [x, y];
  if (Math.abs(by[0]) > 140) return by;
  return [Math.min(65534, Math.max(0, x + by[0])), Math.min(65534, Math.max(0, y + by[1]))];
}

describe('a frame of positions', () => {
  it('is what the protocol writes out: a keyframe (P38, P40)', () => {
    const frame = encodeKeyframe({ tick: 7, time: 1_700_000_000_000 }, reach, planes([100, 1], [200, 2]));
    expect(Buffer.from(frame).toString('hex')).toBe(Buffer.from(documented('P40')).toString('hex'));
  });

  it('is what the protocol writes out: a delta (P38, P41)', () => {
    const before = planes([100, 1], [200, 2], unknown, [400, 4]);
    const after = planes([103, 0], [200, 2], [300, 3], unknown);
    const frame = encodeDelta({ tick: 8, base: 7, time: 1_700_000_000_100 }, before, after);
    expect(Buffer.from(frame).toString('hex')).toBe(Buffer.from(documented('P41')).toString('hex'));
  });

  it('gives back every position, whatever moved, jumped, came or went (P40, P41)', () => {
    const walk = fc.array(fc.tuple(point, fc.array(step, { minLength: 6, maxLength: 6 })), {
      minLength: 1,
      maxLength: 300,
    });
    fc.assert(
      fc.property(walk, fc.nat(40), (units, grows) => {
        const reader = createPositionsReader();
        let now = units.map(([start]) => start);
        expect(reader.read(encodeKeyframe({ tick: 1, time: 1 }, reach, planes(...now)))).toBe('keyframe');
        for (let tick = 2; tick < 8; tick++) {
          const next = units.map(([, steps], i) => moved(now[i] ?? unknown, steps[tick - 2]!));
          if (tick === 5) for (let slot = 0; slot < grows; slot++) next.push([slot, slot]);
          else for (let slot = units.length; slot < now.length; slot++) next.push(now[slot]!);
          const frame = encodeDelta({ tick, base: tick - 1, time: tick }, planes(...now), planes(...next));
          expect(reader.read(frame)).toBe('delta');
          expect([...reader.planes.x]).toEqual(next.map(([x]) => x));
          expect([...reader.planes.y]).toEqual(next.map(([, y]) => y));
          expect(reader.stamp).toEqual({ tick, time: tick });
          now = next;
        }
      }),
    );
  });

  it('names few moving slots among many by their gaps, and many by a bitmap (P41)', () => {
    const still = planes(...Array.from({ length: 1000 }, (): [number, number] => [500, 500]));
    const some = (every: number) =>
      planes(...Array.from({ length: 1000 }, (_, i): [number, number] => [i % every ? 500 : 501, 500]));
    const few = encodeDelta({ tick: 2, base: 1, time: 0 }, still, some(250));
    const many = encodeDelta({ tick: 2, base: 1, time: 0 }, still, some(2));
    expect([few[1]! & 7, few.length]).toEqual([2, 24 + 7 + 2]);
    expect([many[1]! & 7, many.length]).toEqual([1, 24 + 125 + 250]);
  });

  it('packs moves in as few bits as most of them need, and lets the odd one jump (P41)', () => {
    const still = planes(...Array.from({ length: 400 }, (): [number, number] => [500, 500]));
    const by = (step: number, odd: number) =>
      planes(...Array.from({ length: 400 }, (_, i): [number, number] => [500 + (i === 7 ? odd : step), 500 - step]));
    const bytes = (step: number, odd: number) => {
      const frame = encodeDelta({ tick: 2, base: 1, time: 0 }, still, by(step, odd));
      return [frame[1]! >> 3, frame.length - 24 - 50];
    };
    expect(bytes(1, 1)).toEqual([2, 200]);
    expect(bytes(7, 7)).toEqual([4, 400]);
    expect(bytes(100, 100)).toEqual([8, 800]);
    expect(bytes(7, 20_000)).toEqual([4, 399 + 6]);
  });

  it('is ignored when it builds on another one than the last, or came over another connection (P42)', () => {
    const [one, two] = [planes([1, 1]), planes([2, 2])];
    const reader = createPositionsReader();
    const delta = encodeDelta({ tick: 2, base: 1, time: 2 }, one, two);
    expect(reader.read(delta)).toBe('ignored');
    reader.read(encodeKeyframe({ tick: 0, time: 0 }, reach, one));
    expect(reader.read(delta)).toBe('ignored');
    reader.read(encodeKeyframe({ tick: 1, time: 1 }, reach, one));
    reader.restart();
    expect(reader.read(delta)).toBe('ignored');
    expect([...reader.planes.x]).toEqual([1]);
    reader.read(encodeKeyframe({ tick: 1, time: 1 }, reach, one));
    expect(reader.read(delta)).toBe('delta');
    expect(reader.read(delta)).toBe('ignored');
  });

  it('changes nothing when it is cut short, too long or garbage (P42)', () => {
    const before = planes(...Array.from({ length: 50 }, (_, i): [number, number] => [i, i]));
    const after = planes(...Array.from({ length: 60 }, (_, i): [number, number] => [i + (i % 3), i * 7]));
    const whole = [
      encodeKeyframe({ tick: 2, time: 2 }, reach, after),
      encodeDelta({ tick: 2, base: 1, time: 2 }, before, after),
      encodeDelta({ tick: 2, base: 1, time: 2 }, after, after),
    ];
    const bad = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .tuple(fc.nat(2), fc.nat(400))
        .map(([which, length]) => whole[which]!.slice(0, Math.min(length, whole[which]!.length - 1))),
      fc.nat(2).map((which) => Uint8Array.of(...whole[which]!, 0)),
    );
    fc.assert(
      fc.property(bad, (bytes) => {
        const reader = createPositionsReader();
        reader.read(encodeKeyframe({ tick: 1, time: 1 }, reach, before));
        expect(['ignored', 'malformed']).toContain(reader.read(bytes));
        expect([...reader.planes.x]).toEqual([...before.x]);
        expect(reader.stamp).toEqual({ tick: 1, time: 1 });
      }),
      { numRuns: 2000 },
    );
  });

  it('places a unit within half a step, and knows nothing of one outside the box (P39)', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 101, max: 102, noNaN: true }),
        fc.double({ min: 36, max: 37, noNaN: true }),
        (lon, lat) => {
          const [x, y] = quantise(reach, [lon, lat])!;
          const [west, south] = locate(reach, x, y);
          expect(Math.abs(west - lon)).toBeLessThan(0.51 / 65534);
          expect(Math.abs(south - lat)).toBeLessThan(0.51 / 65534);
        },
      ),
    );
    expect(quantise(reach, [101, 36])).toEqual([0, 0]);
    expect(quantise(reach, [102, 37])).toEqual([65534, 65534]);
    expect(quantise(reach, [100.9, 36.5])).toBeNull();
    expect(quantise(reach, [101.5, 37.1])).toBeNull();
  });
});
