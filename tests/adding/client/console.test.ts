import { cleanup, fireEvent } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type * as DangerCommands from '#data/contract/commands/danger.ts';
import type * as Decide from '#data/rules/decide-danger.ts';
import Help from '#client/console/Help.svelte';
import type * as Registry from '#client/console/keys/registry.ts';
import { pageOffers } from '#client/console/page-offers.ts';
import Palette from '#client/console/Palette.svelte';
import ViewFrame from '#client/console/ViewFrame.svelte';
import type * as Views from '#client/console/views.ts';
import { giveRoom } from '../../client/room.ts';
import { madeDesk } from '../../console-views/made-desk.ts';
// Compiled before a test's time runs; the view is loaded by its row all the same.
import './Tides.svelte';

const rung = vi.hoisted(() => vi.fn());
const loaded = vi.hoisted(() => vi.fn());

// The command that the made-up action gives:
vi.mock('#data/contract/commands/danger.ts', async (original) => {
  const z = await import('zod');
  const { dangerCommands, ...rest } = await original<typeof DangerCommands>();
  const probe = { body: z.strictObject({ text: z.string().max(40) }), may: dangerCommands.clear.may };
  return { ...rest, dangerCommands: { ...dangerCommands, probe } };
});
vi.mock('#data/rules/decide-danger.ts', async (original) => ({
  ...(await original<typeof Decide>()),
  dangerCommandsFor: () => ['probe'],
}));
// The first place of an action, and the keys that open the view:
vi.mock('#client/console/keys/registry.ts', async (original) => {
  const found = await original<typeof Registry>();
  Object.assign(found.registry.danger, { probe: 'z' });
  Object.assign(found.registry.go, { tides: 'g t' });
  // The keys of the page and its names are drawn from the rows when the module is loaded.
  Object.assign(found.pageActions, { bell: { key: 'Alt+B', run: rung } });
  Object.assign(found.registry.page, { bell: 'Alt+B' });
  found.pageNames.push('bell' as never);
  return found;
});
// The view's row:
vi.mock('#client/console/views.ts', async (original) => {
  const found = await original<typeof Views>();
  const load = () => (loaded(), import('./Tides.svelte'));
  return {
    ...found,
    viewOf: (id: Views.ViewId) => ((id as string) === 'tides' ? { load, roles: ['supervisor'] } : found.viewOf(id)),
    viewsFor: (person: Parameters<typeof found.viewsFor>[0]) => [...found.viewsFor(person), 'tides'],
  };
});

// A palette of a whole console is much to draw on a busy machine.
vi.setConfig({ testTimeout: 20_000 });
beforeAll(() => {
  giveRoom(500, 400);
  // Nothing scrolls here.
  Element.prototype.scrollIntoView = () => {};
});
afterEach(cleanup);

/** A desk whose dictionary has the words of what is made up: the last place of each. */
function desk() {
  const made = madeDesk();
  const { words } = made.context;
  const more = {
    dangers: { ...words.dangers, probe: 'Probe it' },
    views: { ...words.views, tides: 'Tides' },
    keys: { ...words.keys, 'go.tides': 'Tides', 'page.bell': 'Ring the bell' },
  };
  Object.assign(made.context, { words: { ...words, ...more } });
  made.context.offers.register(() => pageOffers(made.context, () => {}));
  const show = (part: unknown, given = {}) => made.show(part as Component<never>, given);
  /** What stands over the desk once it is open. */
  async function over(part: unknown, where: string): Promise<string> {
    show(part, { close: () => {} });
    const found = await vi.waitUntil(() => document.querySelector(where));
    return found.textContent.replace(/\s+/g, ' ');
  }
  return {
    ...made,
    view: () => show(ViewFrame, { view: 'tides', main: 'tides' }),
    help: () => over(Help, '.help'),
    palette: () => over(Palette, '.palette'),
  };
}

test('a made-up view is opened by its keys, stands in the palette and the help, and is loaded when it is opened', async () => {
  const { press, went, help, palette, view } = desk();
  await press('g');
  await press('t');
  expect(went).toEqual([{ view: 'tides', beside: null }]);
  expect(await help()).toMatch(/Tides ?g t/);
  expect(await palette()).toMatch(/Tides ?g t/);
  expect(loaded).not.toHaveBeenCalled();
  const { findByText, container } = view();
  await findByText('High water at six');
  expect(container.querySelector('[data-view=tides]')?.getAttribute('aria-label')).toBe('Tides');
  expect(loaded).toHaveBeenCalledOnce();
});

test('a made-up action is a button with its key, a form of its command, a line of the palette and of the help', async () => {
  const { press, sent, help, palette, view } = desk();
  const { findByText, container } = view();
  const button = (await findByText(/Probe it/)).closest('button')!;
  expect(button.getAttribute('aria-keyshortcuts')).toBe('z');
  expect(await help()).toMatch(/In the view Tides.*Probe it ?z/);
  expect(await palette()).toMatch(/Probe it ?z/);
  await press('z');
  await vi.waitFor(() => expect(button.getAttribute('aria-expanded')).toBe('true'));
  const field = container.querySelector('form')!.querySelector('input, textarea')!;
  expect(field).toMatchObject({ required: true, maxLength: 40 });
  await fireEvent.input(field, { target: { value: 'all clear' } });
  await fireEvent.submit(container.querySelector('form')!);
  expect(sent).toEqual([{ path: '/dangers/d1/probe', body: { text: 'all clear' }, rev: 1 }]);
});

test('a made-up action of the page runs by its key, and is a line of the palette and of the help', async () => {
  const { context, help, palette } = desk();
  const key = { key: 'b', code: 'KeyB', ctrlKey: false, metaKey: false, altKey: true, shiftKey: false };
  expect(context.offers.press(key, { writing: true, scope: null, main: 'queue' })).toBe(true);
  expect(rung).toHaveBeenCalledOnce();
  expect(await help()).toMatch(/Page.*Ring the bell ?Alt\+B/);
  expect(await palette()).toMatch(/Ring the bell ?Alt\+B/);
});
