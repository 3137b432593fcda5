import { expect, test } from 'vitest';
import { BOARD_FORMAT } from '#data/fold/board-format.ts';
import { hashesAfterEach, missingFrom, readGoldenLog } from './golden-log.ts';

// When one of these fails, boards that servers have kept mean something else than they would now.
// Raise BOARD_FORMAT, so that they are not used any more; then `node tests/fold/record-golden-log.ts`.
const golden = readGoldenLog();

test('the golden log folds to what it did when boards of this format were first kept', () => {
  const hashes = hashesAfterEach(golden.facts);
  const first = hashes.findIndex((hash, i) => hash !== golden.hashes[i]);
  expect(first === -1 ? 'all alike' : `another board after fact ${first + 1}, ${golden.facts[first]!.kind}`).toBe(
    'all alike',
  );
  expect(hashes).toHaveLength(golden.hashes.length);
});

test('the golden log is of the format in which boards are kept', () => {
  expect(golden.format).toBe(BOARD_FORMAT);
});

test('the golden log has every kind of fact, and each that folds into a table does so', () => {
  expect(missingFrom(golden.facts)).toEqual([]);
});
