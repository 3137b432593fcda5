import { describe, expect, test } from 'vitest';
import type { CellId, IncidentId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { diffFeatures } from '#client/map/widget/feature-diff.ts';
import { markFeatures } from '#client/map/incidents/incident-features.ts';
import { incidentMark, markLooks, markName } from '#client/map/incidents/incident-mark.ts';
import { anchorsOf, placeIncidents } from '#client/map/incidents/incident-place.ts';
import { layOutMarks } from '#client/map/incidents/mark-layout.ts';
import { oneInFlight } from '#client/map/widget/one-in-flight.ts';
import { palettes } from '#client/map/widget/palette.ts';
import { makePack, packCell } from '../../support/pack.ts';
import { placedIncident } from './placed.ts';

const pack = makePack();
const anchors = anchorsOf(pack.cells);

function incident(over: Partial<Incident>): Incident {
  return {
    id: 'i-1' as IncidentId,
    number: 'TV26-1',
    rev: 1,
    state: 'reported',
    category: 'public-security/theft',
    priority: 2,
    mode: 'reported',
    reportedAt: 0,
    times: { received: 0 },
    due: {},
    areas: [],
    offMap: false,
    dwelling: false,
    assignments: [],
    exercise: false,
    ...over,
  };
}
const place = (...incidents: Incident[]) => placeIncidents(incidents, anchors, () => false);

describe('an incident on the map', () => {
  test('stands at its own place when that may be seen', () => {
    const [placed] = place(incident({ location: [12.41, 48.19], cell: packCell(1, 1) })).placed;
    expect(placed).toMatchObject({ at: [12.41, 48.19], exact: true });
  });

  test('in a dwelling stands at its grid cell and draws no line to a door', () => {
    const { placed } = place(
      incident({ id: 'a' as IncidentId, cell: packCell(1, 1) }),
      incident({ cell: packCell(1, 1) }),
    );
    expect(placed[0]).toMatchObject({ at: pack.cells.find(({ id }) => id === packCell(1, 1))!.anchor, exact: false });
    const features = markFeatures(layOutMarks(placed, { zoom: 12, gap: 30 }));
    expect(features.map(({ geometry }) => geometry.type)).toEqual(['Point', 'Point']);
  });

  test('without a place on this map is counted, not lost', () => {
    const { placed, elsewhere } = place(
      incident({ offMap: true, location: [40, 40] }),
      incident({ cell: 'another-city' as CellId }),
      incident({}),
    );
    expect(placed).toEqual([]);
    expect(elsewhere).toBe(3);
  });

  test('that had to step aside is tied to its place by a line', () => {
    const features = markFeatures(layOutMarks([placedIncident(), placedIncident()], { zoom: 12, gap: 30 }));
    expect(features.filter(({ geometry }) => geometry.type === 'LineString')).toHaveLength(1);
  });

  test('shows its priority by shape, not by colour alone', () => {
    const shape = (priority: 1 | 2 | 3 | 4) =>
      incidentMark({ priority, stage: 'waiting', overdue: false }, palettes.dark).inks.at(-1)!.d;
    expect(new Set([1, 2, 3, 4].map((priority) => shape(priority as 1))).size).toBe(4);
  });

  test('looks different in every state that matters', () => {
    const drawings = markLooks.map((look) => JSON.stringify(incidentMark(look, palettes.dark)));
    expect(new Set(drawings).size).toBe(markLooks.length);
    expect(new Set(markLooks.map(markName)).size).toBe(markLooks.length);
  });
});

describe('what is sent to the map', () => {
  const features = (...marks: Parameters<typeof placedIncident>[0][]) =>
    markFeatures(layOutMarks(marks.map(placedIncident), { zoom: 12, gap: 30 }));
  const one = { id: 'one' as IncidentId, reportedAt: 1 };
  const two = { id: 'two' as IncidentId, reportedAt: 2, at: [101.8, 36.6] as [number, number] };

  test('is nothing when nothing changed', () => {
    expect(diffFeatures(features(one, two), features(one, two))).toBeNull();
  });

  test('is what came, what went and what looks otherwise', () => {
    expect(diffFeatures(features(one), features(one, two))).toMatchObject({
      add: [{ properties: { id: 'two' } }],
      remove: [],
    });
    expect(diffFeatures(features(one, two), features(two))).toEqual({ add: [], remove: ['one'] });
    expect(diffFeatures(features(one, two), features({ ...one, overdue: true }, two))).toMatchObject({
      add: [{ properties: { id: 'one', icon: 'mark-3-waiting-overdue' } }],
      remove: [],
    });
  });

  test('goes one at a time, and of those that wait only the newest', async () => {
    const sent: number[] = [];
    const landings: (() => void)[] = [];
    const send = oneInFlight<number>((value) => {
      sent.push(value);
      return new Promise((landed) => landings.push(landed));
    });
    for (const value of [1, 2, 3, 4]) send(value);
    expect(sent).toEqual([1]);
    landings[0]!();
    await new Promise((settled) => setTimeout(settled));
    expect(sent).toEqual([1, 4]);
  });
});
