import { cleanup } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Board } from '#data/contract/board.ts';
import type { HandoverId } from '#data/contract/ids.ts';
import type { Handover } from '#data/contract/shift.ts';
import { handoverItems, handoverStood } from '#data/rules/handover-items.ts';
import ShiftView from '#client/console/views/shift/ShiftView.svelte';
import { madeBoard } from '#client/gallery/made-board.ts';
import { madePack } from '#client/gallery/made-pack.ts';
import { answers } from './made-answers.ts';
import { madeDesk, now } from './made-desk.ts';

// jsdom has no modal dialogs; that the page beneath is inert is the browser's own.
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
});
afterEach(cleanup);

const HOUR = 3_600_000;
const late = { due: { accept: now - HOUR } };
const before: Board = (() => {
  const board = madeBoard(now, { incidents: 40, unstaffed: 1 });
  const incidents = [...board.incidents.values()].map((row, at) => {
    const { suspended: _suspended, ...rest } = row;
    return {
      ...rest,
      ...late,
      state: 'reported' as const,
      times: { received: now - 2 * HOUR },
      title: `Case ${at} as it was`,
    };
  });
  return { ...board, incidents: new Map(incidents.map((row) => [row.id, row])) };
})();
const items = handoverItems(before, now, madePack);
const waiting: Handover = {
  id: 'h9' as HandoverId,
  drawnUp: now,
  items,
  text: 'One patrol short',
  given: { by: { kind: 'person', id: 'p2' }, at: now },
  exercise: false,
};

/** Since it was drawn up every case has another title, and half of them have ended. */
function open() {
  const changed = [...before.incidents.values()].slice(0, 20).map((row) => ({ ...row, title: 'Changed since' }));
  const board: Board = {
    ...before,
    incidents: new Map(changed.map((row) => [row.id, row])),
    handovers: new Map([[waiting.id, waiting]]),
  };
  const whole = { ...answers, '/handovers/h9': { ...waiting, stood: handoverStood(items, before) } };
  const desk = madeDesk({ board, query: { tab: 'handover' } }, whole);
  return { ...desk, ...desk.show(ShiftView as never) };
}
const settled = async () => {
  await new Promise((done) => setTimeout(done));
  flushSync();
};

test('a letter signs nothing: it asks, and says all that is taken', async () => {
  const { container, press, sent } = open();
  await settled();
  await press('t');
  await settled();
  expect(sent).toEqual([]);
  const dialog = container.querySelector('dialog[data-confirm="take"]')!;
  expect(dialog.textContent).toContain('One patrol short');
  expect(dialog.textContent).toContain('Case 39 as it was');
  dialog.querySelector('form')!.requestSubmit();
  await settled();
  expect(sent).toEqual([{ path: '/handovers/h9/take', body: {}, rev: undefined }]);
});

test('the sheet says everything that is left, as it stood when it was drawn up', async () => {
  const { container } = open();
  await settled();
  const sheet = container.querySelector('[data-handover="h9"]')!;
  expect(items.overdue).toHaveLength(40);
  for (let at = 0; at < 40; at++) expect(sheet.textContent).toContain(`Case ${at} as it was`);
  expect(sheet.textContent).not.toContain('Changed since');
});

test('what goes to paper is the whole sheet', async () => {
  open();
  await settled();
  window.dispatchEvent(new Event('beforeprint'));
  const paper = document.querySelector('body > .paper')!;
  expect(paper.querySelectorAll('li')).toHaveLength(
    items.open.length + items.overdue.length + items.gaps.length + items.shelved.length,
  );
  window.dispatchEvent(new Event('afterprint'));
  await settled();
  expect(document.querySelector('.paper')).toBeNull();
});
