import { describe, expect, it } from 'vitest';
import { BEAT_MS, type Beat } from '#data/contract/feed.ts';
import { createBeats } from '#server/feed/beats.ts';
import { beat } from './a-screen.ts';
import { createTestClock } from './test-clock.ts';

describe('beats', () => {
  it('come to every peer every two seconds, the first within two, whenever it joined (P21)', () => {
    const clock = createTestClock();
    const beats = createBeats(clock);
    for (const joined of [0, 1, 700, 1999, 2500]) {
      clock.advance(joined);
      const since = clock.now();
      const times: number[] = [];
      const leave = beats.join(() => times.push(clock.now()));
      clock.advance(5 * BEAT_MS);
      expect(times).toHaveLength(5);
      expect(times[0]! - since).toBeLessThanOrEqual(BEAT_MS);
      for (let i = 1; i < 5; i++) expect(times[i]! - times[i - 1]!).toBe(BEAT_MS);
      leave();
      clock.advance(2 * BEAT_MS);
      expect(times).toHaveLength(5);
    }
  });

  it('come to many peers apart, at a few moments', () => {
    const clock = createTestClock();
    const beats = createBeats(clock);
    const moments = new Map<number, number>();
    for (let peer = 0; peer < 500; peer++)
      beats.join(() => moments.set(clock.now(), (moments.get(clock.now()) ?? 0) + 1));
    clock.advance(BEAT_MS);
    expect([...moments.values()].reduce((all, at) => all + at, 0)).toBe(500);
    expect(moments.size).toBe(8);
    expect(Math.max(...moments.values())).toBeLessThan(70);
  });

  it('reach the others of a group when one leaves in the middle of it', () => {
    const clock = createTestClock();
    const beats = createBeats(clock);
    const heard: number[] = [];
    const leaves = Array.from({ length: 24 }, (_, peer) =>
      beats.join(() => {
        heard.push(peer);
        if (peer === 0) leaves[8]!();
      }),
    );
    clock.advance(BEAT_MS);
    expect(heard.toSorted((a, b) => a - b)).toEqual([...Array(24).keys()].filter((peer) => peer !== 8));
  });

  it('are written once for all who are told the same at the same moment', () => {
    const beats = createBeats(createTestClock());
    const [one, again] = [beats.packet(beat(5)), beats.packet(beat(5))];
    expect(again).toBe(one);
    const proof = { stateHash: '0'.repeat(32) as Beat['stateHash'] };
    for (const other of [beat(4, { head: 5 as never }), beat(5, proof), beat(5, { now: beat(5).now + 1 })]) {
      const [, message] = /^2\/feed,(.*)$/.exec(String(beats.packet(other).messages()[0]))!;
      expect(JSON.parse(message!)).toEqual(['beat', other]);
    }
  });
});
