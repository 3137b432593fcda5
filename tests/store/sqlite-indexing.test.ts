import { expect, test } from 'vitest';
import { CALM_MS, createIndexing, PATIENCE_MS } from '#server/store/sqlite/threads/indexing.ts';
import { createTestClock } from '../support/test-clock.ts';

/** An index that lacks `lacking` steps; `broken` makes the next one fail. */
function behind(lacking: number) {
  const clock = createTestClock();
  const state = { steps: 0, lacking, broken: false };
  const step = () => {
    if (state.broken) throw new Error('the disk is full');
    state.steps++;
    return --state.lacking > 0;
  };
  const indexing = createIndexing({ after: clock.after, step });
  return { ...indexing, clock, state };
}

test('the index of texts takes nothing in while one commit follows the other', () => {
  const { committed, clock, state } = behind(5);
  for (let ms = 0; ms < PATIENCE_MS - CALM_MS; ms += CALM_MS / 2) {
    committed();
    clock.advance(CALM_MS / 2);
    expect(state.steps).toBe(0);
  }
});

test('it goes on until it has everything once commits pause', () => {
  const { committed, clock, state } = behind(5);
  committed();
  clock.advance(CALM_MS);
  expect(state.steps).toBe(1);
  clock.advance(PATIENCE_MS);
  expect(state).toMatchObject({ steps: 5, lacking: 0 });
});

test('it takes a step now and then where commits never pause', () => {
  const { committed, clock, state } = behind(1000);
  for (let ms = 0; ms < 5 * PATIENCE_MS; ms += CALM_MS / 2) {
    committed();
    clock.advance(CALM_MS / 2);
  }
  expect(state.steps).toBeGreaterThanOrEqual(4);
  expect(state.steps).toBeLessThanOrEqual(6);
});

test('after a step that failed it rests, whatever is committed, and then goes on', () => {
  const { committed, clock, state } = behind(2);
  state.broken = true;
  committed();
  clock.advance(CALM_MS);
  state.broken = false;
  for (let i = 0; i < 50; i++) {
    committed();
    clock.advance(PATIENCE_MS);
  }
  expect(state.steps).toBe(0);
  clock.advance(60_000);
  expect(state.steps).toBe(2);
});
