import { cleanup, fireEvent } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import Actions from '#client/console/form/Actions.svelte';
import type { Action } from '#client/console/form/action.ts';
import { madeDesk, refusal } from './made-desk.ts';

const shelve: Action = {
  name: 'shelve',
  label: 'Shelve',
  key: 's',
  to: { route: 'POST /api/v1/alarms/:id/:command', id: 'a7', command: 'shelve' },
  rev: 3,
  fields: [
    { name: 'until', kind: 'time', label: 'Until', required: true },
    { name: 'reason', kind: 'text', label: 'Reason', required: true, most: 500 },
  ],
};
const acknowledge: Action = {
  name: 'acknowledge',
  label: 'Acknowledge',
  key: 'a',
  to: { route: 'POST /api/v1/alarms/:id/:command', id: 'a7', command: 'acknowledge' },
};
const settled = async () => {
  await new Promise((done) => setTimeout(done));
  flushSync();
};

function show(answers: Readonly<Record<string, unknown>> = {}) {
  const desk = madeDesk({}, answers);
  const { sent, show: shown } = desk;
  press = desk.press;
  const done: string[] = [];
  const actions = [acknowledge, shelve];
  return { sent, done, ...shown(Actions, { actions, keys: true, done: ({ name }: Action) => done.push(name) }) };
}
let press: ReturnType<typeof madeDesk>['press'];

afterEach(cleanup);

describe('commands of a view', () => {
  test('a letter gives the command that asks for nothing', async () => {
    const { sent, done } = show();
    await press('a');
    await settled();
    expect(sent).toEqual([{ path: '/alarms/a7/acknowledge', body: {}, rev: undefined }]);
    expect(done).toEqual(['acknowledge']);
  });

  test('a letter that is typed into a field gives nothing', async () => {
    const { sent, getByLabelText } = show();
    await press('s');
    await press('a', getByLabelText(/Reason/));
    await settled();
    expect(sent).toEqual([]);
  });

  test('what must be said is asked for before anything is sent, and gets the focus', async () => {
    const { sent, getByRole, getByLabelText } = show();
    await press('s');
    await fireEvent.submit(getByRole('form'));
    await settled();
    expect(sent).toEqual([]);
    expect(document.activeElement).toBe(getByLabelText(/Until/));
    expect(getByLabelText(/Reason/).getAttribute('aria-invalid')).toBe('true');
  });

  test('the time goes out as the instant it is in the city, with the revision that was seen', async () => {
    const { sent, getByRole, getByLabelText } = show();
    await press('s');
    await fireEvent.input(getByLabelText(/Until/), { target: { value: '2026-11-24T08:30' } });
    await fireEvent.input(getByLabelText(/Reason/), { target: { value: ' in the workshop ' } });
    await fireEvent.submit(getByRole('form'));
    await settled();
    const body = { until: Date.UTC(2026, 10, 24, 0, 30), reason: 'in the workshop' };
    expect(sent).toEqual([{ path: '/alarms/a7/shelve', body, rev: 3 }]);
  });

  test('what was written stays when the server refuses, and the field it names says why', async () => {
    const errors = [{ pointer: '/until', detail: 'lies more than a day ahead' }];
    const { getByRole, getByLabelText, getByText } = show({ 'POST /alarms/a7/shelve': refusal(422, { errors }) });
    await press('s');
    await fireEvent.input(getByLabelText(/Until/), { target: { value: '2027-11-24T08:30' } });
    await fireEvent.input(getByLabelText(/Reason/), { target: { value: 'long story' } });
    await fireEvent.submit(getByRole('form'));
    await settled();
    getByText('lies more than a day ahead');
    expect((getByLabelText(/Reason/) as HTMLTextAreaElement).value).toBe('long story');
  });

  test('a lost session is said, and what was written stays', async () => {
    const { getByRole, getByLabelText, getByText } = show({ 'POST /alarms/a7/shelve': refusal(401) });
    await press('s');
    await fireEvent.input(getByLabelText(/Until/), { target: { value: '2026-11-24T08:30' } });
    await fireEvent.input(getByLabelText(/Reason/), { target: { value: 'half-written' } });
    await fireEvent.submit(getByRole('form'));
    await settled();
    getByText(/what you have written stays here/);
    expect((getByLabelText(/Reason/) as HTMLTextAreaElement).value).toBe('half-written');
  });

  test('Escape closes the form and gives the focus back to its button', async () => {
    const { queryByRole, getByRole, getByLabelText } = show();
    await press('s');
    await press('Escape', getByLabelText(/Reason/));
    await settled();
    expect(queryByRole('form')).toBeNull();
    expect(document.activeElement).toBe(getByRole('button', { name: /Shelve/ }));
  });
});
