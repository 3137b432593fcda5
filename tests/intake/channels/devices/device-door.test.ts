import { expect, test } from 'vitest';
import type { Board } from '#data/contract/board.ts';
import type { SourceName, UnitId } from '#data/contract/ids.ts';
import { createDeviceDoor, type DeviceMessage } from '#server/intake/channels/devices/device-door.ts';
import { takeLeaves } from '#server/intake/take-leaves.ts';
import { takePositions } from '#server/intake/take-positions.ts';
import { createUnitFixes } from '#server/intake/unit-fixes.ts';
import type { FactLog, TrackFix, Tracks } from '#server/store/store.ts';
import { makeUnit } from '../../../support/make-rows.ts';
import { createTestClock } from '../../../support/test-clock.ts';

const NOW = 1_800_000_000_000;
const sender = { source: 'mqtt' as SourceName, exercise: false };

/** The real door behind it, over one unit on duty and one off duty. */
function door() {
  const clock = createTestClock(NOW);
  const units: Board['units'] = new Map(
    [makeUnit({ id: 'PD-12' }), makeUnit({ id: 'PD-13', reason: 'offduty', availability: 'unavailable' })].map(
      (unit) => [unit.id, unit],
    ),
  );
  const board = () => ({ units }) as Board;
  const shown: TrackFix[] = [];
  const kept: TrackFix[] = [];
  const unitFixes = createUnitFixes({ board, show: (_slot, fix) => shown.push(fix) });
  const tracks = { keep: async (fixes: readonly TrackFix[]) => void kept.push(...fixes) } as unknown as Tracks;
  const positions = takePositions({
    log: {} as FactLog,
    tracks,
    board,
    unitFixes,
    reach: [101, 36, 103, 38],
    clock,
    refusedOne: () => {},
  });
  const intake = { positions, leave: takeLeaves({ board, clock, unitFixes }) };
  const devices = createDeviceDoor({ board, reach: [101, 36, 103, 38], clock });
  return {
    clock,
    shown,
    kept,
    devices,
    hasLeft: (unit: string) => unitFixes.hasLeft(unit as UnitId),
    take: (...messages: DeviceMessage[]) => devices.take(intake, sender, messages),
  };
}

type Told = {
  unit?: string;
  device?: string;
  units?: string[];
  at?: number;
  lon?: unknown;
  lat?: unknown;
  accuracy?: number;
};
const fix = ({
  unit = 'PD-12',
  device = 'mqtt a',
  units,
  at = NOW,
  lon = 101.77,
  lat = 36.61,
  ...more
}: Told = {}): DeviceMessage => ({
  device,
  unit,
  units,
  said: { is: 'fix', fix: { at, lon, lat, ...more } },
});
const left = ({ unit = 'PD-12', device = 'mqtt a' } = {}): DeviceMessage => ({ device, unit, said: { is: 'left' } });

test('each is answered by itself, in order, and a bad one spoils none beside it', async () => {
  const { take, kept } = door();
  const outcomes = await take(
    fix({ at: NOW - 3000 }),
    fix({ lon: 'x' }),
    fix({ at: NOW + 120_000 }),
    fix({ lon: 0, lat: 0 }),
    fix({ accuracy: 5000 }),
    { device: 'mqtt a', unit: 'PD-12', said: { is: 'wrong', why: 'is not JSON' } },
    { device: 'mqtt a', unit: 'PD-12', said: { is: 'beside' } },
    fix({ at: NOW - 1000 }),
  );
  expect(outcomes.map((outcome) => (outcome.is === 'refused' ? outcome.why : outcome.is))).toEqual([
    'kept',
    'lon, lat: are not two numbers',
    'at: lies in the future',
    'lon, lat: 0, 0 is what a receiver says that knows no place',
    'accuracy: is coarser than 1000 m',
    'is not JSON',
    'beside',
    'kept',
  ]);
  expect(kept.map(({ at }) => NOW - at)).toEqual([3000, 1000]);
});

test('of a unit off duty nothing is kept, and nothing of it may be kept to be looked into', async () => {
  const { take, kept } = door();
  const outcomes = await take(
    fix({ unit: 'pd-13' }),
    fix({ unit: 'PD-13', at: NOW + 120_000 }),
    { device: 'mqtt a', unit: 'PD-13', said: { is: 'wrong', why: 'is not JSON' } },
    fix({ lon: 'x' }),
  );
  expect(outcomes.map((outcome) => outcome.is === 'refused' && outcome.mayKeep)).toEqual([false, false, false, true]);
  expect(kept).toEqual([]);
});

test('nobody speaks for another unit than its own', async () => {
  const { take, kept } = door();
  const [mine, theirs] = await take(fix({ units: ['PD-12'] }), fix({ unit: 'PD-99', units: ['PD-12'] }));
  expect([mine!.is, theirs]).toEqual(['kept', { is: 'refused', why: expect.stringContaining('PD-99'), mayKeep: true }]);
  expect(kept).toHaveLength(1);
});

test('a jump that no vehicle makes moves nothing, until the device is seen there again', async () => {
  const { take, shown } = door();
  const there = { lon: 101.97, lat: 36.7 };
  const outcomes = await take(
    fix({ at: NOW - 9000 }),
    fix({ at: NOW - 8000, ...there }),
    fix({ at: NOW - 7000 }),
    fix({ at: NOW - 6000, ...there }),
    fix({ at: NOW - 5000, ...there }),
  );
  expect(outcomes.map(({ is }) => is)).toEqual(['kept', 'refused', 'kept', 'refused', 'kept']);
  expect(shown.map(({ at, lon }) => [NOW - at, lon])).toEqual([
    [9000, 101.77],
    [7000, 101.77],
    [5000, 101.97],
  ]);
});

test('what was far away an hour ago has had the time to come, and an older fix is no jump', async () => {
  const { take } = door();
  const outcomes = await take(
    fix({ at: NOW - 3_600_000, lon: 101.97, lat: 36.7 }),
    fix({ at: NOW }),
    fix({ at: NOW - 1000, lon: 101.97, lat: 36.7 }),
  );
  expect(outcomes.map(({ is }) => is)).toEqual(['kept', 'kept', 'kept']);
});

test('of two devices for one unit the newest own time wins, however far apart, and it is said until one falls silent', async () => {
  const { take, shown, devices, clock } = door();
  await take(fix({ at: NOW - 2000 }), fix({ device: 'owntracks jane/phone', at: NOW - 1000, lon: 101.97, lat: 36.7 }));
  await take(fix({ at: NOW - 1500 }));
  expect(shown.map(({ at }) => NOW - at)).toEqual([2000, 1000]);
  const two = [{ unit: 'PD-12', devices: ['mqtt a', 'owntracks jane/phone'] }];
  expect(devices.twoDevices('mqtt')).toEqual(two);
  expect(devices.twoDevices('owntracks')).toEqual(two);
  expect(devices.twoDevices('traccar')).toEqual([]);
  clock.advance(4 * 60_000);
  await take(fix({ at: NOW + 4 * 60_000 }));
  clock.advance(2 * 60_000);
  expect(devices.twoDevices('mqtt')).toEqual([]);
});

test('a device that goes takes its unit out of contact until it is heard anew, and not while another speaks for it', async () => {
  const { take, hasLeft, clock } = door();
  await take(fix({ at: NOW - 2000 }), left());
  expect(hasLeft('PD-12')).toBe(true);
  // What was on its way says nothing of now.
  await take(fix({ at: NOW - 3000 }));
  expect(hasLeft('PD-12')).toBe(true);
  await take(fix({ at: NOW - 1000 }), fix({ device: 'mqtt b', at: NOW - 900 }), left());
  expect(hasLeft('PD-12')).toBe(false);
  await take(left({ device: 'mqtt b' }));
  expect(hasLeft('PD-12')).toBe(true);
  clock.advance(1000);
  await take(left(), fix({ at: NOW + 1000 }));
  expect(hasLeft('PD-12')).toBe(false);
});

test('milliseconds that a reader saw are said to be put right', async () => {
  const { take } = door();
  const told = fix();
  const [outcome] = await take({
    ...told,
    said: { ...told.said, corrected: 'tst: milliseconds' } as DeviceMessage['said'],
  });
  expect(outcome).toEqual({ is: 'kept', corrected: 'tst: milliseconds' });
});

test('ten thousand fixes that waited in a tunnel extend the track in one go and show one place', async () => {
  const { take, kept, shown } = door();
  const queue = Array.from({ length: 10_000 }, (_, i) =>
    fix({ at: NOW - 10_000_000 + i * 1000, lon: 101.77 + i * 1e-6 }),
  );
  await take(...queue.slice(0, 5000));
  await take(...queue.slice(5000));
  expect(kept).toHaveLength(10_000);
  expect(shown.at(-1)!.at).toBe(NOW - 1000);
});
