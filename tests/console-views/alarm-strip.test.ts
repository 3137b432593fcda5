import { cleanup, fireEvent } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import type { Alarm } from '#data/contract/alarm.ts';
import AlarmStrip from '#client/console/alarms/AlarmStrip.svelte';
import { makeAlarm, makeBoard, makeUnit } from '../support/make-rows.ts';
import { madeDesk, now } from './made-desk.ts';

afterEach(cleanup);

const MINUTE = 60_000;
const older = Array.from({ length: 14 }, (_, at) =>
  makeAlarm({ id: `a${at}`, condition: 'p1-unassigned', priority: 1, raised: now - (30 - at) * MINUTE }),
);
const call = (id: string, over: Partial<Omit<Alarm, 'id'>> = {}) =>
  makeAlarm({
    id: `panic:unit:${id}`,
    condition: 'panic',
    subject: { kind: 'unit', id },
    priority: 1,
    raised: now - MINUTE,
    ...over,
  });

function show(...alarms: Alarm[]) {
  const units = ['u1', 'u2'].map((id) => makeUnit({ id, callSign: `Car ${id}` }));
  const desk = madeDesk({ board: makeBoard({ alarms, units }) });
  const { container } = desk.show(AlarmStrip as never);
  return {
    ...desk,
    container,
    ids: () => [...container.querySelectorAll('[data-alarm]')].map((each) => (each as HTMLElement).dataset['alarm']),
  };
}

describe('a call for help on the desk', () => {
  test('comes first and stands apart, however many graver-looking alarms are older', () => {
    const { container, ids } = show(...older, call('u1'));
    expect(ids()[0]).toBe('panic:unit:u1');
    const apart = container.querySelector('[data-calls]')!;
    expect(apart.textContent).toContain('Car u1');
    expect(container.querySelector('.line [data-alarm="panic:unit:u1"]')).toBeNull();
    expect(container.querySelector('[data-first]')!.closest('[data-calls]')).not.toBeNull();
  });

  test('is shown by itself beside another one, and not grouped or counted away', () => {
    const { container } = show(...older, call('u1'), call('u2'));
    expect([...container.querySelectorAll('[data-call]')]).toHaveLength(2);
  });

  test('stays in its place after it was answered, until it has ended', () => {
    const { container, ids } = show(...older, call('u1', { acknowledged: true }));
    expect(container.querySelector('[data-call="panic:unit:u1"]')!.textContent).toContain('seen');
    expect(ids()).not.toContain('panic:unit:u1');
  });

  test('is acknowledged by a press, and never shelved', async () => {
    const { container, sent } = show(call('u1'));
    const button = container.querySelector('[data-alarm]')!;
    await fireEvent.keyDown(button, { key: 's' });
    expect(container.querySelector('form')).toBeNull();
    await fireEvent.click(button);
    expect(sent.map(({ path }) => path)).toEqual(['/alarms/panic%3Aunit%3Au1/acknowledge']);
  });
});

test('an alarm that is over stands back on the desk and speaks in the past', () => {
  const { container } = show(makeAlarm({ id: 'a1', condition: 'unit-silent', active: false, priority: 1 }));
  expect(container.querySelector('li.over')!.textContent).toContain('Unit was silent');
});
