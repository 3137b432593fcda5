import { cleanup, fireEvent } from '@testing-library/svelte';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createRawSnippet, flushSync, tick, type Component } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import type { Action } from '#client/console/form/action.ts';
import Actions from '#client/console/form/Actions.svelte';
import CommandForm from '#client/console/form/CommandForm.svelte';
import NotRead from '#client/console/NotRead.svelte';
import AlarmsView from '#client/console/views/alarms/AlarmsView.svelte';
import Loaded from '#client/console/views/parts/Loaded.svelte';
import type { Load } from '#client/console/views/parts/load.svelte.ts';
import { createState } from '../client/state.svelte.ts';
import { makeAlarm, makeBoard } from '../support/make-rows.ts';
import { madeDesk, now, refusal } from './made-desk.ts';

const root = resolve(import.meta.dirname, '../../client/console');
const note: Action = {
  name: 'note',
  label: 'Note',
  to: { route: 'POST /api/v1/incidents/:id/:command', id: 'i1', command: 'note' },
};
const noRight = { 'POST /incidents/i1/note': refusal(403, { title: 'no', why: 'no-right' }) };
const settle = async () => {
  for (let i = 0; i < 5; i++) await tick();
  flushSync();
};

afterEach(cleanup);

describe('who hears the console', () => {
  test('is told by the two regions of the page: nothing else on the desk is one', () => {
    // Before the desk is there, and in a dialog that makes the rest of the page inert, nothing else can tell.
    const own = ['Page.svelte', 'form/Confirm.svelte'];
    const regions = globSync('**/*.svelte', { cwd: root }).filter((file) =>
      /role="(alert|status)"|aria-live/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(regions.sort()).toEqual(own.sort());
  });

  test.each([
    ['a command', Actions, { actions: [note] }],
    ['a form', CommandForm, { action: note, done: () => {} }],
  ])('is told at once that %s is refused, and again when it is refused again', async (_what, part, given) => {
    const desk = madeDesk({}, noRight);
    const { container } = desk.show(part as Component<never>, given);
    const button = container.querySelector<HTMLElement>('[data-action="note"], [type="submit"]')!;
    const heard = () => desk.context.announcer.assertive.map(({ text }) => text);
    for (const times of [1, 2]) {
      await fireEvent.click(button);
      await settle();
      const said = container.querySelector('[data-refused]')!.textContent!.trim();
      expect(said).not.toBe('');
      expect(heard()).toEqual(Array.from({ length: times }, () => said));
    }
    const submit = container.querySelector('[type="submit"]');
    if (submit)
      expect(container.querySelector('[data-refused]')!.id).toBe(submit.getAttribute('aria-describedby') ?? 'none');
  });

  test('is told once that nothing came, however often it is asked again, and not beside a lost connection', async () => {
    const load = createState<Load<string>>({ data: null, refusal: refusal(500), busy: false, again: () => {} });
    const desk = madeDesk();
    const children = createRawSnippet(() => ({ render: () => '<p>there</p>' }));
    const from = new Proxy({} as Load<string>, { get: (_, name) => load.now[name as keyof Load<string>] });
    desk.show(Loaded as Component<never>, { from, children });
    await settle();
    const heard = () => desk.context.announcer.assertive.length;
    expect(heard()).toBe(1);
    for (let times = 0; times < 5; times++) {
      load.now = { ...load.now, refusal: refusal(500) };
      await settle();
    }
    expect(heard()).toBe(1);
    load.now = { ...load.now, refusal: refusal(404) };
    await settle();
    expect(heard()).toBe(2);

    const lost = madeDesk();
    Object.assign(lost.context.picture, { link: 'down' });
    const gone = { data: null, refusal: refusal(0), busy: false, again: () => {} };
    const { container } = lost.show(Loaded as Component<never>, { from: gone, children });
    for (let panes = 0; panes < 3; panes++) lost.show(NotRead);
    await settle();
    expect(container.textContent).toContain('No answer from the server');
    expect([...lost.context.announcer.assertive, ...lost.context.announcer.polite]).toEqual([]);
  });

  test('is not told of the number of a flood, which moves with every alarm that the page tells of', async () => {
    const alarms = (count: number) =>
      Array.from({ length: count }, (_, i) => makeAlarm({ id: `a${i}`, priority: 2, raised: now - i * 1000 }));
    const desk = madeDesk({ board: makeBoard({ alarms: alarms(40) }) });
    const { container } = desk.show(AlarmsView);
    await settle();
    expect(container.querySelector('.flood')!.textContent).toContain('40');
    expect([...desk.context.announcer.assertive, ...desk.context.announcer.polite]).toEqual([]);
  });
});
