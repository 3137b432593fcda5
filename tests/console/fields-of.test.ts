import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { alarmCommands } from '#data/contract/commands/alarm.ts';
import { incidentCommands } from '#data/contract/commands/incident.ts';
import { fieldsOf } from '#client/console/form/fields-of.ts';

const labels = [
  { reason: 'Reason', until: 'Until', text: 'Text', to: 'To', limit: 'Limit', amount: 'Amount', unit: 'In' },
];
const of = (body: z.ZodType, hints = {}) => fieldsOf(body, labels, hints);

describe('the fields of a command', () => {
  test('have the kinds and limits of its schema, and what it requires', () => {
    expect(of(alarmCommands.shelve.body)).toEqual([
      { name: 'until', kind: 'time', label: 'Until', required: true },
      { name: 'reason', kind: 'text', label: 'Reason', required: true, most: 500 },
    ]);
    expect(of(incidentCommands.note.body)).toMatchObject([{ kind: 'text', most: 4000 }]);
    expect(of(incidentCommands.refer.body)).toMatchObject([
      { name: 'to', kind: 'line', most: 120, required: true },
      { name: 'reason', most: 500 },
    ]);
    expect(of(incidentCommands.refer.body)[1]).not.toHaveProperty('required');
  });

  test('come in the order of the hints, and one that nobody shall see is left out', () => {
    const fields = of(incidentCommands.refer.body, { reason: {}, to: {} });
    expect(fields.map(({ name }) => name)).toEqual(['reason', 'to']);
    expect(of(incidentCommands.refer.body, { reason: null }).map(({ name }) => name)).toEqual(['to']);
  });

  test('start with what the schema takes when nothing is said, and reach into what it holds', () => {
    expect(of(incidentCommands.extend.body)).toMatchObject([
      { name: 'limit', kind: 'choice', start: 'resolve' },
      { name: 'amount', kind: 'number', within: 'by' },
      { name: 'unit', kind: 'choice', within: 'by' },
      { name: 'reason' },
    ]);
  });

  test('are numbers where the schema has numbers to choose from', () => {
    const [level] = fieldsOf(z.strictObject({ level: z.literal([1, 2]) }), [{ level: 'Level' }]);
    expect(level).toMatchObject({ kind: 'choice', numbers: true, options: [{ value: '1' }, { value: '2' }] });
  });

  test('without a word for one is no form', () => {
    expect(() => fieldsOf(alarmCommands.shelve.body, [])).toThrow('until');
  });
});
