import { cleanup } from '@testing-library/svelte';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import Queue from '#client/console/work/Queue.svelte';
import { english } from '#client/words/console/en/console.ts';
import { emptyBoard } from '#data/contract/board.ts';
import { madeDesk } from './made-desk.ts';

// jsdom lays nothing out: the list of the queue stays empty, and what stands above it is what this is about.
beforeAll(() => {
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});
afterEach(cleanup);

/** The queue of a page that has no board, or an empty one. */
function queue(picture: object): HTMLElement {
  const desk = madeDesk({ board: emptyBoard });
  Object.assign(desk.context, {
    picture: { ...desk.context.picture, ...picture },
    address: { query: {} },
    presence: { with: () => [] },
  });
  return desk.show(Queue as never, { open: () => {} }).container;
}

describe('a queue that has not been read', () => {
  test('says so, with a way to try again, and never that nothing is open', () => {
    const container = queue({ asOf: null, link: 'down' });
    expect(container.textContent).toContain(english.common.notRead);
    expect(container.querySelector('[data-not-read] button')).not.toBeNull();
    expect(container.textContent).not.toContain(english.work.queue.noneOpen);
  });

  test('says that it is coming while it is asked for', () => {
    const container = queue({ asOf: null, link: 'syncing' });
    expect(container.querySelector('[data-not-read]')!.textContent).toContain(english.common.loading);
    expect(container.textContent).not.toContain(english.work.queue.noneOpen);
  });

  test('that is read and empty says that nothing is open', () => {
    expect(queue({ asOf: 1, link: 'live' }).textContent).toContain(english.work.queue.noneOpen);
  });
});
