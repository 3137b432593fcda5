import { expect, test } from 'vitest';
import { formOf, withChange } from '#client/console/views/imports/mapping-form.ts';

const mapping = {
  source: 'old-system',
  nulls: ['-'],
  when: [
    { columns: ['year', 'month'], format: 'yyyy MM', utc: true },
    { columns: 'hour', format: 'H' },
  ],
  where: { lon: 'x', lat: 'y' },
  category: { column: 'kind', exact: { a: 'b/c' }, prefix: { d: 'e/f' } },
};

test('what the form does not show, or nobody changed, stays as it was written', () => {
  expect(withChange(mapping, { source: 'other' })).toEqual({ ...mapping, source: 'other' });
  expect(withChange(mapping, { clockFormat: 'HH' })).toEqual({
    ...mapping,
    when: [mapping.when[0], { columns: 'hour', format: 'HH' }],
  });
  expect(withChange(mapping, { otherwise: 'g/h' })['category']).toEqual({ ...mapping.category, default: 'g/h' });
});

test('what is emptied goes, and what is chosen comes in the shape that the mapping has for it', () => {
  expect(withChange(mapping, { clock: '' })['when']).toEqual(mapping.when[0]);
  expect(withChange(mapping, { place: 'none' })).not.toHaveProperty('where');
  expect(withChange(mapping, { datum: 'gcj-02' })['where']).toEqual({ lon: 'x', lat: 'y', datum: 'gcj-02' });
  expect(withChange(mapping, { place: 'projected', x: 'e', y: 'n', projection: 'EPSG:4543' })['where']).toEqual({
    x: 'e',
    y: 'n',
    projection: 'EPSG:4543',
  });
  expect(withChange(mapping, { exact: { a: '', z: 'b/c' } })['category']).toEqual({
    column: 'kind',
    exact: { z: 'b/c' },
    prefix: { d: 'e/f' },
  });
  expect(withChange({}, { key: 'id' })).toEqual({ key: ['id'] });
});

test('a mapping of anything is shown', () => {
  expect(formOf({ when: 7, where: [], category: null, key: {} }).place).toBe('none');
  expect(formOf({ format: 'geojson' }).place).toBe('own');
});
