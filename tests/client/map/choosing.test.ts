import { describe, expect, test } from 'vitest';
import type { LonLat } from '#data/contract/place.ts';
import { chosenShapes } from '#client/map/chosen/chosen-shapes.ts';
import { windowAround, onPanel } from '#client/map/widget/map-window.ts';
import { markAt } from '#client/map/incidents/mark-at.ts';
import { layOutMarks } from '#client/map/incidents/mark-layout.ts';
import { fromPixels, toPixels } from '#client/map/widget/mercator.ts';
import { placedIncident } from './placed.ts';

const zoom = 12;
const gap = 26;
const middle: LonLat = [101.7, 36.6];
const window = windowAround(middle, zoom, 800, 500);
/** So many pixels east of the middle. */
function east(pixels: number): LonLat {
  const [x, y] = toPixels(middle, zoom);
  return fromPixels([x + pixels, y], zoom);
}

describe('choosing on the map', () => {
  test('a click meets the mark under it, the nearest of several, and nothing beside', () => {
    const [left, right] = [placedIncident({ at: east(-30) }), placedIncident({ at: east(30) })];
    const marks = layOutMarks([left, right], { zoom, gap });
    expect(markAt(marks, 370, 250, window, gap)).toBe(left.id);
    expect(markAt(marks, 427, 253, window, gap)).toBe(right.id);
    expect(markAt(marks, 400, 250, window, gap)).toBeNull();
    expect(markAt(marks, 370, 290, window, gap)).toBeNull();
  });

  test('what is chosen stands at its own place and alone, however crowded it is there', () => {
    const crowd = Array.from({ length: 60 }, () => placedIncident({ at: middle, priority: 4 }));
    const least = placedIncident({ at: middle, priority: 4 });
    const incidents = [...crowd, least];
    expect(layOutMarks(incidents, { zoom, gap }).some(({ id }) => id === least.id)).toBe(false);
    const marks = layOutMarks(incidents, { zoom, gap, chosen: least.id });
    const mark = marks.find(({ id }) => id === least.id)!;
    expect(mark.more).toBe(0);
    expect(onPanel(mark.at, window).map(Math.round)).toEqual([400, 250]);
    expect(marks.reduce((sum, { more }) => sum + 1 + more, 0)).toBe(incidents.length);
  });

  test('a ring is around each that is chosen, and a line to each unit that was sent, from ring to ring', () => {
    const project = (place: LonLat) => {
      const [x, y] = onPanel(place, window);
      return { x, y };
    };
    const { rings, lines } = chosenShapes(
      { incident: middle, unit: east(200), crews: [east(100), east(8)] },
      project,
      1,
    );
    expect(rings.map(({ x }) => Math.round(x))).toEqual([400, 600]);
    // One unit is within the ring: there is nothing to draw to it.
    expect(lines).toHaveLength(1);
    expect(lines[0]!.from.x).toBeCloseTo(400 + rings[0]!.radius, 3);
    expect(lines[0]!.to.x).toBeLessThan(500);
    expect(chosenShapes({ incident: null, unit: null, crews: [middle] }, project, 1)).toEqual({ rings: [], lines: [] });
  });
});
