import { describe, expect, test } from 'vitest';
import { gateFrames, type PacedMap } from '#client/map/pace/frame-gate.ts';
import { createTestClock } from '../../support/test-clock.ts';

/** A map of paper whose frames take `cost` ms; something on it changes every 100 ms. */
function onPaper() {
  const clock = createTestClock();
  const machine = { cost: 16, moving: false };
  const told: boolean[] = [];
  const ratios: number[] = [];
  let frames = 0;
  let isEmpty = false;
  let rendered = () => {};
  const gl = {
    SIGNALED: 1,
    SYNC_STATUS: 2,
    SYNC_GPU_COMMANDS_COMPLETE: 3,
    fenceSync: () => ({ done: clock.now() + machine.cost }),
    getSyncParameter: (sync: { done: number }) => (clock.now() >= sync.done ? 1 : 0),
    deleteSync() {},
    flush() {},
    isContextLost: () => false,
  };
  const map = {
    triggerRepaint() {
      frames++;
      rendered();
    },
    isMoving: () => machine.moving,
    setPixelRatio(ratio: number) {
      ratios.push(ratio);
      isEmpty = true;
    },
    redraw: () => void (isEmpty = false),
    on: (_: 'render', run: () => void) => void (rendered = run),
    getCanvas: () => ({ getContext: () => gl }),
  };
  const gate = gateFrames(map as unknown as PacedMap, { clock, now: clock.now, less: (isLess) => told.push(isLess) });
  /** The frames drawn in so many ms. */
  const live = (ms: number) => {
    const before = frames;
    for (let at = 0; at < ms; at += 100) {
      map.triggerRepaint();
      clock.advance(100);
    }
    return frames - before;
  };
  return { gate, map, machine, told, ratios, live, clock, frames: () => frames, isEmpty: () => isEmpty };
}

describe('the gate of a map’s frames', () => {
  test('is open where frames are quick', () => {
    const { gate, live, told } = onPaper();
    gate.begin();
    expect(live(10_000)).toBe(100);
    expect(told).toEqual([]);
  });

  test('lets no frame begin while a slow one is on its way, and few after it', () => {
    const { gate, live, machine } = onPaper();
    gate.begin();
    machine.cost = 1000;
    live(5000);
    expect(live(40_000)).toBeLessThanOrEqual(10);
  });

  test('leaves no empty canvas where the detail changes', () => {
    const { gate, live, machine, ratios, isEmpty } = onPaper();
    gate.begin();
    machine.cost = 1000;
    live(20_000);
    expect(ratios).not.toEqual([]);
    expect(isEmpty()).toBe(false);
  });

  test('draws at once for a hand that moves the map', () => {
    const { gate, live, machine } = onPaper();
    gate.begin();
    machine.cost = 1000;
    live(5000);
    machine.moving = true;
    expect(live(1000)).toBe(10);
  });

  test('draws the last change that was asked for while it rested, once', () => {
    const { gate, live, machine, map, clock, frames } = onPaper();
    gate.begin();
    machine.cost = 1000;
    live(10_000);
    clock.advance(20_000);
    map.triggerRepaint();
    const drawn = frames();
    map.triggerRepaint();
    map.triggerRepaint();
    expect(frames()).toBe(drawn);
    clock.advance(20_000);
    expect(frames()).toBe(drawn + 1);
  });

  test('says that it draws less where frames stay slow, and that it draws all again', () => {
    const { gate, live, machine, told, ratios } = onPaper();
    gate.begin();
    machine.cost = 1000;
    live(20_000);
    expect([told, ratios]).toEqual([[true], [devicePixelRatio / 2]]);
    machine.cost = 16;
    live(60_000);
    expect([told, ratios]).toEqual([
      [true, false],
      [devicePixelRatio / 2, devicePixelRatio],
    ]);
  });

  test('keeps all its pixels until the first picture is there', () => {
    const { gate, live, machine, told } = onPaper();
    machine.cost = 1000;
    live(20_000);
    expect(told).toEqual([]);
    gate.begin();
    live(20_000);
    expect(told).toEqual([true]);
  });

  test('asks for nothing any more when it is stopped', () => {
    const { gate, live, machine, map, clock, frames } = onPaper();
    gate.begin();
    machine.cost = 1000;
    live(10_000);
    map.triggerRepaint();
    map.triggerRepaint();
    const drawn = frames();
    gate.stop();
    clock.advance(60_000);
    expect(frames()).toBe(drawn);
  });
});
