import { describe, expect, test } from 'vitest';
import { fullPace, paceAfter, type FramePace } from '#client/map/pace/frame-pace.ts';

/** The paces of a map whose frames take so long, each begun when the one before and its rest are over. */
function run(costs: readonly number[], from: { pace: FramePace; now: number } = { pace: fullPace, now: 0 }) {
  let { pace, now } = from;
  const details: number[] = [];
  let drawing = 0;
  for (const cost of costs) {
    now += cost;
    drawing += cost;
    pace = paceAfter(pace, cost, now);
    // Units that move ask for ten frames a second.
    now += Math.max(100, pace.rest);
    details.push(pace.detail);
  }
  return { pace, now, details, share: drawing / (now - from.now) };
}
const frames = (count: number, cost: number) => Array.from({ length: count }, () => cost);

describe('the pace of a map’s frames', () => {
  test('is that of the screen where frames are quick', () => {
    const { pace, details } = run(frames(1000, 16));
    expect(pace.rest).toBe(0);
    expect(new Set(details)).toEqual(new Set([1]));
  });

  test('leaves most of the machine to the text where frames are slow', () => {
    for (const cost of [60, 150, 400, 1200]) expect(run(frames(50, cost)).share).toBeLessThanOrEqual(0.26);
  });

  test('goes on with positions in steps however slow a frame is', () => {
    expect(run(frames(5, 60_000)).pace.rest).toBe(5000);
  });

  test('draws less after a few slow frames in a row, and not after a hiccup', () => {
    expect(run([16, 900, 16, 16, 900, 900, 16]).details).toEqual(frames(7, 1));
    expect(run([16, 900, 900, 900]).details).toEqual([1, 1, 1, 0.5]);
  });

  test('draws all again when fewer pixels have been quick for a while', () => {
    const slow = run(frames(3, 900));
    const soon = run(frames(20, 20), slow);
    expect(soon.pace.detail).toBe(0.5);
    expect(run(frames(400, 20), soon).pace.detail).toBe(1);
  });

  test('stays as it is where fewer pixels are quick and all would be slow', () => {
    const slow = run(frames(3, 200));
    expect(new Set(run(frames(2000, 50), slow).details)).toEqual(new Set([0.5]));
  });

  test('tries all pixels ever more rarely where they are too much each time', () => {
    let at = run(frames(3, 900));
    const waits: number[] = [];
    for (let round = 0; round < 7; round++) {
      const began = at.now;
      while (at.pace.detail < 1) at = run([20], at);
      waits.push(at.now - began);
      at = run(frames(3, 900), at);
    }
    expect(waits.every((wait, i) => i === 0 || wait >= waits[i - 1]! * 0.99)).toBe(true);
    expect(waits[0]).toBeGreaterThan(25_000);
    expect(waits.at(-1)).toBeGreaterThan(500_000);
  });

  test('forgets old troubles where all pixels went well for long', () => {
    let at = run(frames(3, 900));
    for (let round = 0; round < 3; round++) {
      while (at.pace.detail < 1) at = run([20], at);
      at = run(frames(3, 900), at);
    }
    expect(at.pace.patience).toBeGreaterThan(100_000);
    while (at.pace.detail < 1) at = run([20], at);
    at = run(frames(20_000, 20), at);
    expect(run(frames(3, 900), at).pace.patience).toBe(30_000);
  });
});
