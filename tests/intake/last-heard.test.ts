import { expect, test } from 'vitest';
import type { Board } from '#data/contract/board.ts';
import type { SourceName } from '#data/contract/ids.ts';
import type { FactLog, Tracks } from '#server/store/store.ts';
import { takePositions } from '#server/intake/take-positions.ts';
import { createUnitFixes } from '#server/intake/unit-fixes.ts';
import { makeUnit, unitId } from '../support/make-rows.ts';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const caller = { source: 'radio' as SourceName, exercise: false };
const u1 = unitId('u1');

function door() {
  const units: Board['units'] = new Map([[u1, makeUnit({ id: 'u1' })]]);
  const shown: number[] = [];
  const board = () => ({ units }) as Board;
  const unitFixes = createUnitFixes({ board, show: (_slot, { at }) => shown.push(at) });
  const positions = takePositions({
    log: {} as FactLog,
    tracks: { keep: async () => {} } as unknown as Tracks,
    board,
    unitFixes,
    reach: [-10, -10, 10, 10],
    clock: { now: () => NOW, after: () => () => {} },
    refusedOne: () => {},
  });
  const send = (...fixes: object[]) =>
    positions(
      caller,
      fixes.map((fix) => ({ unit: 'u1', lon: 1, lat: 1, at: NOW, ...fix })),
    );
  return { send, shown, heard: () => unitFixes.lastHeard(u1) };
}

test('a unit is heard at the time that its fix bears, not when it arrives', async () => {
  const { send, heard } = door();
  await send({ at: NOW - 2 * HOUR });
  expect(heard()).toBe(NOW - 2 * HOUR);
  await send({ at: NOW - 5000 });
  // Older ones, and the same again, make nobody live.
  await send({ at: NOW - HOUR }, { at: NOW - 5000 });
  expect(heard()).toBe(NOW - 5000);
});

test('seconds are read as seconds, and 1970 makes nobody live', async () => {
  const { send, heard } = door();
  await send({ at: NOW / 1000 - 60 });
  expect(heard()).toBe(NOW - 60_000);
});

test('a fix ahead of our clock counts as of now, and one far ahead not at all', async () => {
  const { send, heard, shown } = door();
  await send({ at: NOW + 9.5 * 60_000 });
  expect(heard()).toBeUndefined();
  await send({ at: NOW + 30_000 });
  expect(heard()).toBe(NOW);
  expect(shown).toEqual([NOW]);
});

test('a fix that is no place for a mark still says that the unit is there', async () => {
  const { send, heard, shown } = door();
  await send({ at: NOW - 9000, lon: 0, lat: 0 }, { at: NOW - 4000, accuracy: 8000 });
  expect(heard()).toBe(NOW - 4000);
  expect(shown).toEqual([]);
});
