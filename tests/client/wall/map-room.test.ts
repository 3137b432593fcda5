import { cleanup, render } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import MapRoom from '#client/wall/MapRoom.svelte';
import { madePack } from '#client/gallery/made-pack.ts';
import Drawn from './Drawn.svelte';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** The room of a map whose script is there already. */
function room(asOf: number | null) {
  const late = Promise.resolve({ default: Drawn });
  const props = { late, city: madePack, asOf, now: 5, lang: 'en', theme: 'dark' };
  const { container, rerender } = render(MapRoom as never, props as never);
  return {
    isDrawn: () => container.querySelector('[data-drawn]') !== null,
    tell: (asOf: number) => rerender({ asOf } as never),
  };
}

test('the map begins behind the first facts, which it would keep waiting', async () => {
  vi.useFakeTimers();
  const { isDrawn, tell } = room(null);
  await vi.advanceTimersByTimeAsync(1000);
  expect(isDrawn()).toBe(false);
  await tell(5);
  expect(isDrawn()).toBe(false);
  await vi.advanceTimersByTimeAsync(100);
  expect(isDrawn()).toBe(true);
});

test('a wall that hears nothing has its map all the same', async () => {
  vi.useFakeTimers();
  const { isDrawn } = room(null);
  await vi.advanceTimersByTimeAsync(5000);
  expect(isDrawn()).toBe(true);
});
