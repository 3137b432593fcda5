import { cleanup, fireEvent } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { createDrafts } from '#client/page/drafts.ts';
import CommandForm from '#client/console/form/CommandForm.svelte';
import type { Action } from '#client/console/form/action.ts';
import { madeDesk, madeMemory, refusal } from './made-desk.ts';

const settled = async () => {
  await new Promise((done) => setTimeout(done));
  flushSync();
};
const note: Action = {
  name: 'note',
  label: 'Note',
  to: { route: 'POST /api/v1/shift' },
  fields: [
    { name: 'text', kind: 'text', label: 'Text', required: true, most: 1000 },
    {
      name: 'from',
      kind: 'choice',
      label: 'From',
      options: [
        { value: 'u1', label: 'A1' },
        { value: 'u2', label: 'A2' },
      ],
    },
    { name: 'password', kind: 'secret', label: 'Password', most: 200 },
  ],
};

function open(memory = madeMemory(), answers = {}, over: Partial<Action> = {}) {
  const desk = madeDesk({}, answers, 'en', memory);
  const done: unknown[] = [];
  const shown = desk.show(CommandForm, {
    action: { ...note, ...over },
    done: (answer: unknown) => done.push(answer),
    cancel: () => done.push('back'),
  });
  const write = (label: RegExp, value: string) => fireEvent.input(shown.getByLabelText(label), { target: { value } });
  const textarea = () => shown.getByLabelText(/Text/) as HTMLTextAreaElement;
  return { ...desk, ...shown, memory, done, write, textarea };
}
afterEach(cleanup);

describe('what somebody has begun to write', () => {
  test('is there again after Esc, and gone once it is sent', async () => {
    const first = open();
    await first.write(/Text/, 'Half a sen');
    await fireEvent.keyDown(first.textarea(), { key: 'Escape' });
    expect(first.done).toEqual(['back']);
    first.unmount();
    const again = open(first.memory);
    expect(again.textarea().value).toBe('Half a sen');
    await fireEvent.keyDown(again.textarea(), { key: 'Enter', ctrlKey: true });
    await settled();
    expect(again.sent).toHaveLength(1);
    expect(again.told).toEqual(['Done: Note']);
    again.unmount();
    expect(open(first.memory).textarea().value).toBe('');
  });

  test('stays when the session is lost', async () => {
    const form = open(madeMemory(), { 'POST /shift': refusal(401) });
    await form.write(/Text/, 'Half a sen');
    await fireEvent.submit(form.getByRole('form'));
    await settled();
    form.unmount();
    expect(open(form.memory).textarea().value).toBe('Half a sen');
  });

  test('is its own, by what it is about, what it does and who writes it', () => {
    const memory = madeMemory();
    const drafts = createDrafts(memory, 'p1');
    drafts.keep('/incidents/i1/note note', { text: 'one' });
    expect(drafts.read('/incidents/i2/note note')).toEqual({});
    expect(drafts.read('/incidents/i1/note cancel')).toEqual({});
    expect(createDrafts(memory, 'p2').read('/incidents/i1/note note')).toEqual({});
    expect(drafts.read('/incidents/i1/note note')).toEqual({ text: 'one' });
  });

  test('holds no password', async () => {
    const form = open();
    await form.write(/Text/, 'new colleague');
    await form.write(/Password/, 'correct horse');
    expect([...form.memory.kept.values()].join()).not.toContain('correct horse');
  });

  test('gives way to what was picked just now', async () => {
    const form = open();
    await fireEvent.change(form.getByLabelText(/From/), { target: { value: 'u1' } });
    form.unmount();
    const again = open(form.memory, {}, { preset: { from: 'u2' } });
    expect((again.getByLabelText(/From/) as HTMLSelectElement).value).toBe('u2');
  });

  test.each(['{', '7', 'null'])('is nothing where what was kept cannot be read: %s', (kept) => {
    const memory = madeMemory();
    memory.setItem('watchfloor.draft p1 x', kept);
    expect(createDrafts(memory, 'p1').read('x')).toEqual({});
  });
});

describe('the keys of a form', () => {
  test('Enter sends from a choice, and is a new line in a longer text', async () => {
    const form = open();
    await form.write(/Text/, 'all said');
    await fireEvent.keyDown(form.textarea(), { key: 'Enter' });
    await settled();
    expect(form.sent).toEqual([]);
    await fireEvent.keyDown(form.getByLabelText(/From/), { key: 'Enter' });
    await settled();
    expect(form.sent).toHaveLength(1);
  });

  test('nothing is sent or closed while an input method composes', async () => {
    const form = open();
    await form.write(/Text/, '积水');
    for (const key of ['Enter', 'Escape'])
      await fireEvent.keyDown(form.textarea(), { key, ctrlKey: key === 'Enter', isComposing: true });
    await settled();
    expect([form.sent, form.done]).toEqual([[], []]);
  });
});
