import { cleanup, fireEvent } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import type { OutOfService } from '#data/contract/alarm.ts';
import { alarmRuleCommands } from '#data/contract/commands/alarm-rule.ts';
import AlarmsView from '#client/console/views/alarms/AlarmsView.svelte';
import { outNow } from '#client/console/views/alarms/out-of-service.ts';
import { madeBoard } from '#client/gallery/made-board.ts';
import { answers } from './made-answers.ts';
import { madeDesk, now, person } from './made-desk.ts';

const HOUR = 3_600_000;
const out = (id: OutOfService['id'], until: number): OutOfService => ({ id, since: now - HOUR, until, reason: 'mast' });
const table = (...rows: OutOfService[]) => new Map(rows.map((row) => [row.id, row]));

function show(role: 'officer' | 'supervisor' | 'analyst' | 'admin', id = 'unit-silent', ...rows: OutOfService[]) {
  const board = { ...madeBoard(now, {}), outOfService: table(...rows) };
  const desk = madeDesk({ me: person({ role }), query: { tab: 'rules', id }, board }, answers);
  return { ...desk, ...desk.show(AlarmsView) };
}
const settled = async () => {
  await new Promise((done) => setTimeout(done));
  flushSync();
};

afterEach(cleanup);

describe('the conditions that are watched', () => {
  test('an administrator takes one out of service with an end and a reason', async () => {
    const { container, getByLabelText, sent } = show('admin');
    await settled();
    await fireEvent.click(container.querySelector('[data-action="take-out"]')!);
    await fireEvent.input(getByLabelText(/Reason/), { target: { value: 'Mast under repair' } });
    await fireEvent.submit(container.querySelector('form')!);
    await settled();
    expect(sent.map(({ path }) => path)).toEqual(['/alarm-rules/unit-silent/take-out']);
    expect(alarmRuleCommands['take-out'].body.parse(sent[0]!.body).until).toBe(now + HOUR);
  });

  test('without a reason nothing is sent', async () => {
    const { container, sent } = show('admin');
    await settled();
    await fireEvent.click(container.querySelector('[data-action="take-out"]')!);
    await fireEvent.submit(container.querySelector('form')!);
    await settled();
    expect(sent).toEqual([]);
  });

  test('an administrator returns it', async () => {
    const { container, sent } = show('admin');
    await settled();
    await fireEvent.click(container.querySelector('[data-action="return"]')!);
    await settled();
    expect(sent).toMatchObject([{ path: '/alarm-rules/unit-silent/return', body: {} }]);
  });

  test('a call for help is never out of service, and that is said', async () => {
    const { container, getByText } = show('admin', 'panic');
    await settled();
    getByText('A call for help is never out of service.');
    expect(container.querySelector('[data-action]')).toBeNull();
  });

  test.each(['supervisor', 'analyst'] as const)('the %s reads them and changes nothing', async (role) => {
    const { container, getByText } = show(role);
    await settled();
    getByText('An administrator of the whole city takes a condition out of service and returns it.');
    expect(container.querySelector('[data-action]')).toBeNull();
  });

  test('an officer has no such tab', async () => {
    const { queryByText, asked } = show('officer');
    await settled();
    expect(queryByText('Rules')).toBeNull();
    expect(asked).not.toContain('/alarm-rules');
  });
});

describe('what is out of service', () => {
  test('stands above the alarms with its end, for everybody', () => {
    const { container } = show('officer', '', out('unit-silent', now + HOUR));
    expect(container.querySelector('.notice')!.textContent).toMatch(/Unit silent until 07:00:00 \(mast\)/);
  });

  test('is no longer told when its end has come', () => {
    const { container } = show('officer', '', out('unit-silent', now));
    expect(container.querySelector('.notice')).toBeNull();
  });

  test('what returns first is told first', () => {
    const rows = table(out('cluster', now + 2 * HOUR), out('unit-silent', now + HOUR), out('limit-near', now - 1));
    expect(outNow(rows, now).map(({ id }) => id)).toEqual(['unit-silent', 'cluster']);
  });
});
