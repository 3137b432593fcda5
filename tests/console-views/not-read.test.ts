import { cleanup } from '@testing-library/svelte';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import Queue from '#client/console/work/Queue.svelte';
import { english } from '#client/words/console/en/console.ts';
import { emptyBoard } from '#data/contract/board.ts';
import AlarmStrip from '#client/console/alarms/AlarmStrip.svelte';
import AlarmsView from '#client/console/views/alarms/AlarmsView.svelte';
import StageView from '#client/console/views/disputes/DisputesView.svelte';
import CellsTab from '#client/console/views/grid/CellsTab.svelte';
import DangerBoard from '#client/console/views/grid/DangerBoard.svelte';
import VisitsTab from '#client/console/views/grid/VisitsTab.svelte';
import LogTab from '#client/console/views/shift/LogTab.svelte';
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

/** A part of a page that has no board. */
function unread(part: unknown): HTMLElement {
  const desk = madeDesk({ board: emptyBoard });
  const asOf = null;
  const picture = { ...desk.context.picture, asOf, link: 'syncing' };
  const context = { picture, asOf, presence: { with: () => [] }, address: { query: {} } };
  Object.assign(desk.context, context);
  return desk.show(part as never).container;
}

describe('before the board has come', () => {
  test.each([
    ['cells and their coverage', CellsTab, 2],
    ['visits', VisitsTab, 1],
    ['dangers', DangerBoard, 1],
    ['alarms', AlarmsView, 1],
    ['disputes', StageView, 1],
    ['the shift log', LogTab, 1],
  ])(
    '%s say that it is coming, and show neither a list, nor a key, nor that there is nothing',
    (_what, part, panels) => {
      const container = unread(part);
      const shown = [...container.querySelectorAll('[data-panel]')];
      expect(shown).toHaveLength(panels);
      for (const panel of shown) {
        expect(panel.querySelector('[data-not-read]')).not.toBeNull();
        expect(panel.querySelectorAll('table, ul, canvas')).toHaveLength(0);
      }
      const { grid, dangers, shift, disputes } = english;
      for (const none of [grid.none, grid.noneVisits, dangers.none, shift.none, shift.noPromises, disputes.none])
        expect(container.textContent).not.toContain(none);
    },
  );

  test('the strip of alarms shows no key', () => {
    expect(unread(AlarmStrip).querySelector('kbd')).toBeNull();
  });
});
