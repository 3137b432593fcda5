import { describe, expect, test } from 'vitest';
import type { UnitId } from '#data/contract/ids.ts';
import type { Unit } from '#data/contract/unit.ts';
import { quantise } from '#data/contract/positions-frame.ts';
import { palettes } from '#client/map/widget/palette.ts';
import { createUnitIndex } from '#client/map/units/unit-index.ts';
import { unitMark } from '#client/map/units/unit-mark.ts';
import { createUnitMotion } from '#client/map/units/unit-motion.ts';
import { CALL_SIZE, nextPaint, unitSize } from '#client/map/units/unit-pace.ts';
import { callStates, lookOf, unitCode, unitLooks, unitStates } from '#client/map/units/unit-state.ts';
import { within } from '#client/map/units/units-layer.ts';
import { mercatorBox, mercatorX, mercatorY, worldPixels } from '#client/map/widget/mercator.ts';
import { incidentMark } from '#client/map/incidents/incident-mark.ts';
import { MARK_SIZE } from '#client/map/incidents/incidents.ts';
import { makePack } from '../../support/pack.ts';

const { reach } = makePack().city;
const middle: [number, number] = [(reach[0] + reach[2]) / 2, (reach[1] + reach[3]) / 2];

function unit(over: Partial<Unit> = {}): Unit {
  return {
    id: `unit-${over.slot ?? 0}` as UnitId,
    slot: 0,
    service: 'police',
    availability: 'available',
    reason: 'patrol',
    since: 0,
    contact: 'live',
    contactSince: 0,
    exercise: false,
    ...over,
  };
}
/** How far a shape around the middle reaches. */
const reachOf = (d: string) => Math.max(...[...d.matchAll(/-?[\d.]+/g)].map(([n]) => Math.abs(Number(n))));
const frame = (at: number, ...places: [number, number][]) => {
  const steps = places.map((place) => quantise(reach, place)!);
  return { x: Uint16Array.from(steps, ([x]) => x), y: Uint16Array.from(steps, ([, y]) => y), at };
};

describe('the mark of a unit', () => {
  test('tells what it does', () => {
    expect(lookOf(unit())).toBe('available');
    expect(lookOf(unit({ reason: 'dispatched' }))).toBe('assigned');
    expect(lookOf(unit({ reason: 'enroute' }))).toBe('assigned');
    expect(lookOf(unit({ reason: 'onscene' }))).toBe('onscene');
    expect(lookOf(unit({ availability: 'unavailable', reason: 'meal' }))).toBe('away');
  });

  test('turns grey as soon as its fixes are late, whatever it was doing', () => {
    for (const contact of ['late', 'unknown', 'offline'] as const)
      expect(lookOf(unit({ contact, reason: 'onscene' }))).toBe('silent');
  });

  test('is that of a call for help, whatever else holds', () => {
    for (const over of [{ contact: 'offline' }, { reason: 'offduty' }, { reason: 'onscene' }] as const)
      expect(lookOf(unit({ ...over, panic: 1 }))).toBe('help');
  });

  test('of somebody off duty is not shown at all', () => {
    expect(lookOf(unit({ reason: 'offduty' }))).toBe('hidden');
    expect(unitMark('hidden', palettes.dark).chevron.inks).toEqual([]);
  });

  test('goes by slot, and slots without a unit stay hidden', () => {
    const units = new Map([unit({ slot: 3, reason: 'onscene' }), unit({ slot: 1 })].map((row) => [row.id, row]));
    expect([...unitStates(units)]).toEqual([0, unitCode('available'), 0, unitCode('onscene')]);
  });

  test('of a call for help is kept apart from all others, and there is none while nobody calls', () => {
    const board = (...rows: Unit[]) => new Map(rows.map((row) => [row.id, row]));
    const calm = unit({ slot: 1, reason: 'onscene' });
    expect([...callStates(board(calm, unit({ slot: 2, panic: 1 })))]).toEqual([0, 0, unitCode('help')]);
    expect(callStates(board(calm))).toHaveLength(0);
  });

  test('of a call for help goes around the mark of a case of priority 1', () => {
    const help = unitMark('help', palettes.dark).chevron;
    const [halo] = help.inks;
    const inside = (reachOf(halo!.d) - halo!.width! / 2) * (CALL_SIZE / help.size);
    const { size, inks } = incidentMark({ priority: 1, stage: 'onscene', overdue: false }, palettes.dark);
    expect(inside).toBeGreaterThan(Math.max(...inks.map(({ d }) => reachOf(d))) * (MARK_SIZE / size));
  });

  test('differs from every other without its colour', () => {
    const grey = { ...palettes.dark, unit: '#888888', silent: '#888888' };
    const drawings = unitLooks.map((look) => JSON.stringify(unitMark(look, grey)));
    expect(new Set(drawings).size).toBe(unitLooks.length);
  });

  test('shrinks in a crowd, but stays to be seen', () => {
    expect(unitSize(150, 11)).toBe(unitSize(1, 11));
    expect(unitSize(10_000, 11)).toBeLessThan(unitSize(150, 11));
    expect(unitSize(60_000, 8)).toBeGreaterThanOrEqual(8);
  });
});

describe('painting units', () => {
  test('waits until a unit has moved by what can be seen', () => {
    const motion = createUnitMotion(reach);
    motion.feed(frame(0, middle), 0);
    expect(nextPaint(motion, 12, 0)).toBeNull();
    motion.feed(frame(4000, [middle[0] + 0.001, middle[1]]), 4000);
    const far = nextPaint(motion, 10, 4000)!;
    const near = nextPaint(motion, 15, 4000)!;
    expect(far).toBeGreaterThan(4 * near);
    expect(near).toBeGreaterThanOrEqual(33);
    expect(nextPaint(motion, 12, 20_000)).toBeNull();
  });

  test('puts a place of the reach where the map has it, to a hundredth of a pixel at street level', () => {
    const box = mercatorBox(reach);
    const world = worldPixels(18);
    const camera = [
      world,
      0,
      0,
      0,
      0,
      world,
      0,
      0,
      0,
      0,
      1,
      0,
      -world * mercatorX(middle[0]),
      -world * mercatorY(middle[1]),
      0,
      1,
    ];
    const matrix = within(camera, box);
    const [x, y] = [0.51, 0.49];
    const drawn = [matrix[0]! * x + matrix[12]!, matrix[5]! * y + matrix[13]!];
    const meant = [
      world * (box.x + x * box.width - mercatorX(middle[0])),
      world * (box.y + y * box.height - mercatorY(middle[1])),
    ];
    expect(drawn[0]).toBeCloseTo(meant[0]!, 1);
    expect(drawn[1]).toBeCloseTo(meant[1]!, 1);
  });
});

describe('pointing at a unit', () => {
  const motion = createUnitMotion(reach);
  motion.feed(frame(0, middle, [middle[0] + 0.002, middle[1]], [middle[0] + 0.0001, middle[1]]), 0);
  const states = Uint8Array.of(unitCode('available'), unitCode('silent'), unitCode('hidden'));
  const index = createUnitIndex({ motion, states });
  const reached = 20 / worldPixels(14);

  test('finds the nearest that is shown', () => {
    expect(index.nearest(middle, reached, 0)).toBe(0);
    expect(index.nearest([middle[0] + 0.0019, middle[1]], reached, 0)).toBe(1);
    expect(index.nearest([middle[0] + 0.0001, middle[1]], reached, 0)).toBe(0);
  });

  test('finds nobody where nobody is', () => {
    expect(index.nearest([middle[0], middle[1] + 0.01], reached, 0)).toBeNull();
  });

  test('follows a unit to its next fix', () => {
    motion.feed(frame(1000, [middle[0], middle[1] + 0.01], [middle[0] + 0.002, middle[1]], middle), 1000, false);
    expect(index.nearest([middle[0], middle[1] + 0.01], reached, 1000)).toBe(0);
  });
});
