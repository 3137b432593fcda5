import { describe, expect, test } from 'vitest';
import { When } from '#server/import/mapping.ts';
import { createWhen } from '#server/import/read-when.ts';
import { timeFormat } from '#server/import/time-format.ts';
import { rowOf } from './rows.ts';

/** What a mapping's `when` reads from a row of Chicago, as RFC 3339; or why it reads nothing. */
function read(when: unknown, values: Record<string, string>, zone = 'America/Chicago'): string {
  const moment = createWhen(When.parse(when), zone)(rowOf(values));
  return moment.ok
    ? new Date(moment.value.at).toISOString().replace('.000', '') + (moment.value.skipped ? ' skipped' : '')
    : moment.refusal;
}

describe('ways of writing a time', () => {
  test.each([
    ['MM/dd/yyyy hh:mm:ss a', '02/08/2015 11:43:40 PM', '2015-02-09T05:43:40Z'],
    ['MM/dd/yyyy hh:mm:ss a', '02/08/2015 12:05:00 AM', '2015-02-08T06:05:00Z'],
    ['MM/dd/yyyy hh:mm:ss a', '02/08/2015 12:05:00 p.m.', '2015-02-08T18:05:00Z'],
    ['M/d/yyyy', '1/31/2010', '2010-01-31T06:00:00Z'],
    ['yyyy-MM-dd HH:mm', '2010-07-01 00:05', '2010-07-01T05:05:00Z'],
    ['yyyy-MM', '2014-08', '2014-08-01T05:00:00Z'],
    ['yyyy M d H m', '2020 6 19 3 40', '2020-06-19T08:40:00Z'],
    ["dd.MM.yyyy 'um' HH'h'mm", '03.12.2020 um 07h30', '2020-12-03T13:30:00Z'],
    ['yyyy-MM-dd HH:mm:ss.SSS', '2020-01-01 00:00:00.250', '2020-01-01T06:00:00.250Z'],
    ['yyyy-MM-dd HH:mm:ssX', '2008-12-11 04:42:14+00', '2008-12-11T04:42:14Z'],
    ['yyyy-MM-dd HH:mm:ssX', '2008-12-11 04:42:14-03:30', '2008-12-11T08:12:14Z'],
    ['iso', '2010-01-01T06:00:00Z', '2010-01-01T06:00:00Z'],
    ['iso', '2010-01-01T06:00:00.5+08:00', '2009-12-31T22:00:00.500Z'],
    ['iso', '2010-07-01 06:00', '2010-07-01T11:00:00Z'],
    ['iso', '2010-07-01', '2010-07-01T05:00:00Z'],
    ['epoch-s', '1211033530', '2008-05-17T14:12:10Z'],
    ['epoch-ms', '1211033530123', '2008-05-17T14:12:10.123Z'],
  ])('%s reads %s', (format, text, expected) => {
    expect(read({ columns: 't', format }, { t: text })).toBe(expected);
  });

  test.each([
    ['yyyy-MM-dd', '2015-02-29'],
    ['yyyy-MM-dd', '2015-13-01'],
    ['yyyy-MM-dd', '2015-00-01'],
    ['HH:mm', '24:00'],
    ['hh:mm a', '13:00 PM'],
    ['hh:mm a', '00:30 AM'],
    ['yyyy-MM-dd', '2015-02-08 and more'],
    ['iso', 'yesterday'],
    ['iso', '2015-02-30'],
    ['epoch-s', 'soon'],
    ['HH:mm', '10:30'],
  ])('%s refuses %s', (format, text) => {
    expect(read({ columns: 't', format }, { t: text })).toBe('unreadable-time');
  });

  test('nothing in the column is no time', () => {
    expect(read({ columns: 't', format: 'iso' }, {})).toBe('no-time');
  });

  test('a format without a date or time in it is a mistake of the mapping', () => {
    expect(() => timeFormat('---')).toThrow(RangeError);
  });
});

describe('times over several columns', () => {
  test('joined', () => {
    const when = { columns: ['y', 'm', 'd'], format: 'yyyy M d' };
    expect(read(when, { y: '2020', m: '6', d: '19' })).toBe('2020-06-19T05:00:00Z');
  });

  test('a date told in UTC that means a local day, and a local clock beside it', () => {
    const when = [
      { columns: 'date', format: 'iso' },
      { columns: 'clock', format: 'HHmm' },
    ];
    // Midnight of 27 September in Virginia; the clock there showed 21:14.
    expect(read(when, { date: '2019-09-27T04:00:00Z', clock: '2114' }, 'America/New_York')).toBe(
      '2019-09-28T01:14:00Z',
    );
    expect(read(when, { date: '2019-01-15T05:00:00Z', clock: '0005' }, 'America/New_York')).toBe(
      '2019-01-15T05:05:00Z',
    );
  });

  test('a clock that showed UTC', () => {
    expect(read({ columns: 't', format: 'yyyy-MM-dd HH:mm', utc: true }, { t: '2010-07-01 06:00' })).toBe(
      '2010-07-01T06:00:00Z',
    );
  });
});

describe('when the clocks change', () => {
  const when = { columns: 't', format: 'yyyy-MM-dd HH:mm' };
  test('an hour that was skipped becomes the moment of the change, and is said to be', () => {
    expect(read(when, { t: '2010-03-14 02:30' })).toBe('2010-03-14T08:00:00Z skipped');
  });
  test('an hour that came twice is taken the first time', () => {
    expect(read(when, { t: '2010-11-07 01:30' })).toBe('2010-11-07T06:30:00Z');
  });
  test('either side of the change is exact', () => {
    expect(read(when, { t: '2010-03-14 01:59' })).toBe('2010-03-14T07:59:00Z');
    expect(read(when, { t: '2010-03-14 03:00' })).toBe('2010-03-14T08:00:00Z');
  });
});
