import { cleanup, fireEvent } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SessionAnswer } from '#data/contract/person.ts';
import LockBar from '#client/console/header/LockBar.svelte';
import type { ConsoleContext } from '#client/console/context.ts';
import { createSession } from '#client/session/session.svelte.ts';
import { madeDesk, person } from './made-desk.ts';

const said = (locked: boolean): SessionAnswer => ({
  person: person(),
  view: { name: 'supervisor' },
  until: 1,
  idleLockMs: 900_000,
  locked,
  authenticator: 'enrolled',
  demo: false,
});

/** A locked desk, and a button on it that has the focus while a command is given. */
async function open() {
  const server = { locked: true, given: 0 };
  const fetch = (async (url: string, { body }: RequestInit = {}) => {
    if (url.endsWith('/unlock')) {
      if (body !== JSON.stringify({ password: 'right' })) return Response.json({ title: 'no' }, { status: 422 });
      server.locked = false;
    }
    if (url.startsWith('/api/v1/session')) return Response.json(said(server.locked));
    if (server.locked) return Response.json({ title: 'locked', why: 'locked' }, { status: 403 });
    server.given++;
    return Response.json({ seq: 1, id: 'i1' });
  }) as typeof globalThis.fetch;
  const desk = madeDesk();
  const session = createSession({ clock: desk.context.clock, fetch });
  (desk.context as { session: ConsoleContext['session'] }).session = session;
  await vi.waitFor(() => expect(session.locked).toBe(true));
  const shown = desk.show(LockBar);
  const field = shown.getByLabelText(/Password/) as HTMLInputElement;
  const give = async () => {
    const params = { id: 'i1', command: 'triage' } as const;
    const answer = session.light('POST /api/v1/incidents/:id/:command', { params, body: {} } as never);
    await vi.waitFor(() => expect(session.waiting).toBeGreaterThan(0));
    flushSync();
    return { answer };
  };
  const type = async (password: string) => {
    await fireEvent.input(field, { target: { value: password } });
    await fireEvent.submit(field.form!);
  };
  return { ...shown, session, server, field, give, type };
}

let queue: HTMLButtonElement;
beforeEach(() => {
  queue = document.body.appendChild(document.createElement('button'));
  queue.focus();
});
afterEach(() => {
  cleanup();
  queue.remove();
});

test('a lock that comes by itself takes the focus from nobody; a command that it refuses brings it to the password', async () => {
  const { field, give, getByText } = await open();
  expect(document.activeElement).toBe(queue);
  await give();
  expect(document.activeElement).toBe(field);
  getByText(/carried out with the password/);
});

test('the right password carries the command out, and the focus goes back to where it was given', async () => {
  const { give, type, server, session, field } = await open();
  const { answer } = await give();
  await type('wrong');
  await vi.waitFor(() => expect(field.value).toBe(''));
  expect(server.given).toBe(0);
  expect(session.waiting).toBeGreaterThan(0);
  await type('right');
  expect((await answer).ok).toBe(true);
  expect(server.given).toBe(1);
  await vi.waitFor(() => expect(document.activeElement).toBe(queue));
});

test('Esc gives the command up and goes back', async () => {
  const { give, field, server } = await open();
  const { answer } = await give();
  await fireEvent.keyDown(field, { key: 'Escape' });
  expect((await answer).ok).toBe(false);
  expect(server.given).toBe(0);
  await vi.waitFor(() => expect(document.activeElement).toBe(queue));
});
