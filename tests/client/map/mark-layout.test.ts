import { describe, expect, test } from 'vitest';
import type { Priority } from '#data/contract/incident.ts';
import type { LonLat } from '#data/contract/place.ts';
import { seededRandom } from '#data/kit/random.ts';
import { layOutMarks, roomOf, type Mark } from '#client/map/incidents/mark-layout.ts';
import { toPixels } from '#client/map/widget/mercator.ts';
import { placedIncident } from './placed.ts';

const ZOOM = 11;
const GAP = 32;
const apart = (a: LonLat, b: LonLat) => {
  const [from, to] = [toPixels(a, ZOOM), toPixels(b, ZOOM)];
  return Math.hypot(from[0] - to[0], from[1] - to[1]);
};
/** Least free room between any two marks, pixels; below 0 they touch. */
function closest(marks: readonly Mark[]): number {
  let least = Infinity;
  for (const [i, a] of marks.entries())
    for (const b of marks.slice(i + 1))
      least = Math.min(least, apart(a.at, b.at) - (roomOf(a, GAP) + roomOf(b, GAP)) / 2);
  return least;
}

describe('marks of incidents', () => {
  test('stand where the incident is when nothing else is there', () => {
    const incidents = [placedIncident({ at: [101.7, 36.6] }), placedIncident({ at: [101.8, 36.6] })];
    for (const mark of layOutMarks(incidents, { zoom: ZOOM, gap: GAP }))
      expect(apart(mark.at, mark.home)).toBeLessThan(0.01);
  });

  test('spread around the anchor when several are in one grid cell', () => {
    const marks = layOutMarks(
      Array.from({ length: 5 }, () => placedIncident({ exact: false })),
      { zoom: ZOOM, gap: GAP },
    );
    expect(marks).toHaveLength(5);
    expect(closest(marks)).toBeGreaterThanOrEqual(-0.01);
    for (const mark of marks) expect(apart(mark.at, mark.home)).toBeLessThan(2 * GAP);
  });

  test('gather into one with a number when there are more than find room', () => {
    const marks = layOutMarks(
      Array.from({ length: 40 }, () => placedIncident()),
      { zoom: ZOOM, gap: GAP },
    );
    expect(marks.length).toBeLessThan(15);
    expect(marks.reduce((sum, { more }) => sum + 1 + more, 0)).toBe(40);
  });

  test('of the first priority are all drawn, each on its own, even a dozen in one place', () => {
    const first = Array.from({ length: 12 }, () => placedIncident({ priority: 1 }));
    const others = Array.from({ length: 100 }, () => placedIncident({ priority: 2 }));
    const marks = layOutMarks([...others, ...first], { zoom: ZOOM, gap: GAP });
    const shown = marks.filter(({ priority }) => priority === 1);
    expect(new Set(shown.map(({ id }) => id))).toEqual(new Set(first.map(({ id }) => id)));
  });

  test('of the first priority are never counted under a lesser mark, whatever the flood', () => {
    const first = Array.from({ length: 500 }, () => placedIncident({ priority: 1 }));
    const others = Array.from({ length: 500 }, () => placedIncident({ priority: 2 }));
    const marks = layOutMarks([...others, ...first], { zoom: ZOOM, gap: GAP });
    const lesser = marks.filter(({ priority }) => priority === 2).reduce((sum, { more }) => sum + 1 + more, 0);
    expect(lesser).toBeLessThanOrEqual(500);
    expect(marks.reduce((sum, { more }) => sum + 1 + more, 0)).toBe(1000);
    for (const mark of marks) expect(apart(mark.at, mark.home)).toBeLessThan(6 * GAP);
  });

  test('of the first priority stand nearest to their place', () => {
    const [mark] = layOutMarks([placedIncident(), placedIncident(), placedIncident({ priority: 1 })], {
      zoom: ZOOM,
      gap: GAP,
    });
    expect(mark).toMatchObject({ priority: 1 });
    expect(apart(mark!.at, mark!.home)).toBeLessThan(0.01);
  });

  test('step aside only to where they may stand', () => {
    const mayStand = (x: number) => x < toPixels([101.7, 36.6], ZOOM)[0];
    const crowd = Array.from({ length: 30 }, () => placedIncident({ at: [101.7, 36.6] }));
    for (const { at, home } of layOutMarks(crowd, { zoom: ZOOM, gap: GAP, mayStand }))
      expect(apart(at, home) < 0.01 || at[0] < 101.7).toBe(true);
  });

  test('carry a ring when any that they stand for is overdue', () => {
    const incidents = Array.from({ length: 40 }, (_, i) => placedIncident({ overdue: i === 39 }));
    expect(layOutMarks(incidents, { zoom: ZOOM, gap: GAP }).filter(({ overdue }) => overdue)).toHaveLength(1);
  });

  test('carry no ring and no number of another priority', () => {
    const crowd = Array.from({ length: 40 }, (_, i) => placedIncident({ priority: i < 3 ? 2 : 4, overdue: i >= 3 }));
    const marks = layOutMarks(crowd, { zoom: ZOOM, gap: GAP });
    const second = marks.filter(({ priority }) => priority === 2);
    expect(second.reduce((sum, { more }) => sum + 1 + more, 0)).toBe(3);
    expect(second.some(({ overdue }) => overdue)).toBe(false);
    expect(marks.filter(({ priority, overdue }) => priority === 4 && overdue).length).toBeGreaterThan(0);
  });

  test('stay where they are when a later one of the same urgency comes', () => {
    const before = [placedIncident(), placedIncident(), placedIncident({ at: [101.702, 36.6] })];
    const after = [...before, placedIncident({ at: [101.701, 36.601] })];
    expect(layOutMarks(after, { zoom: ZOOM, gap: GAP }).slice(0, 3)).toEqual(
      layOutMarks(before, { zoom: ZOOM, gap: GAP }),
    );
  });

  test.each(Array.from({ length: 25 }, (_, i) => `crowd-${i}`))('never touch and never lose one (%s)', (seed) => {
    const random = seededRandom(seed);
    const count = 20 + Math.floor(random() * 300);
    const width = 0.02 + random() * 0.25;
    const incidents = Array.from({ length: count }, () =>
      placedIncident({
        priority: (1 + Math.floor(random() * 4)) as Priority,
        at: [101.7 + random() * width, 36.6 + random() * width * 0.6],
      }),
    );
    const marks = layOutMarks(incidents, { zoom: ZOOM, gap: GAP });
    expect(closest(marks)).toBeGreaterThanOrEqual(-0.01);
    expect(marks.reduce((sum, { more }) => sum + 1 + more, 0)).toBe(count);
    for (const priority of [1, 2, 3, 4] as const) {
      const shown = marks.filter((mark) => mark.priority === priority).reduce((sum, { more }) => sum + 1 + more, 0);
      expect(shown).toBe(incidents.filter((incident) => incident.priority === priority).length);
    }
  });
});
