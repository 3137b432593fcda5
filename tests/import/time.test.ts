import { describe, expect, test } from 'vitest';
import { When } from '#server/import/mapping.ts';
import { createWhen } from '#server/import/read-when.ts';
import { timeFormat } from '#server/import/time/format.ts';
import { rowOf } from './rows.ts';

/** What a mapping's `when` reads from a row of Chicago, as RFC 3339; or why it reads nothing. */
function read(when: unknown, values: Record<string, string>, zone = 'America/Chicago'): string {
  const moment = createWhen(When.parse(when), zone)(rowOf(values));
  return moment.ok
    ? new Date(moment.value.at).toISOString().replace('.000', '') +
        (moment.value.clocks === 'once' ? '' : ` ${moment.value.clocks}`)
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
    ['MM/dd/yy', '02/08/15', '2015-02-08T06:00:00Z'],
    ['M/d/yy H:mm', '11/2/86 8:15', '1986-11-02T14:15:00Z'],
    ['dd-MMM-yyyy', '01-Feb-2024', '2024-02-01T06:00:00Z'],
    ['d MMM. yyyy', '3 sept. 2024', '2024-09-03T05:00:00Z'],
    ['MMMM d, yyyy', 'February 8, 2015', '2015-02-08T06:00:00Z'],
    ['yyyy年M月d日 HH:mm', '2024年2月8日 07:30', '2024-02-08T13:30:00Z'],
    ['MM/dd/yyyy HHmm', '05/01/2024 2400', '2024-05-02T05:00:00Z'],
    ['iso', '2024-05-01T24:00:00', '2024-05-02T05:00:00Z'],
    ['iso', '2024-05-01T10:00:00z', '2024-05-01T10:00:00Z'],
    ['iso', '2024-05-01T10:00:00 +14:00', '2024-04-30T20:00:00Z'],
    ['excel-serial', '45413.34375', '2024-05-01T13:15:00Z'],
    ['excel-serial', '45413', '2024-05-01T05:00:00Z'],
    ['excel-serial-1904', '43951.34375', '2024-05-01T13:15:00Z'],
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
    ['epoch-s', '0x48306e8a'],
    ['excel-serial', '1/5/2024'],
    ['iso', '2024-05-01T10:00:00+99:99'],
    ['iso', '2024-05-01T10:00:00+14:60'],
    ['iso', '2024-05-01T24:00:01'],
    ['yyyy-MM-dd HH:mmX', '2024-05-01 10:00+99:99'],
    ['yyyy-MM-dd HHmm', '2024-05-01 2401'],
    ['dd-MMM-yyyy', '01-Foo-2024'],
    ['dd-MMM-yyyy', '01-02-2024'],
    ['yy-MM-dd', '2015-02-08'],
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

  test.each([
    ['YYYY-MM-DD', 'the letter Y'],
    ['dd-MM-yyyyTHH:mm', 'the letter T'],
    ['yyy', 'the letter y'],
    ['EEE dd.MM.yyyy', 'the letter E'],
    ['yyyy-mm-dd HH:mm', 'the minute twice'],
    ['yyyy-MM-dd mm a', 'no hour'],
  ])('a letter that stands for nothing, or a thing told twice, is one too: %s', (format, why) => {
    expect(() => timeFormat(format)).toThrow(why);
  });
});

describe('a format that leaves something out in the middle is a mistake of the mapping, at its field', () => {
  const issues = (when: unknown) =>
    When.safeParse(when).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
  const has = (format: string, smallest: string, missing: string) =>
    `the time format "${format}" has the ${smallest} but nothing has the ${missing}`;

  test.each([
    ['yyyy-mm-dd', 'minute (mm)', 'month (MM)'],
    ['dd/mm/yyyy HH:mm', '', ''],
    ['yyyy-MM HH:mm', 'minute (mm)', 'day (dd)'],
    ['yyyy-MM-dd mm:ss', 'second (ss)', 'hour (HH)'],
    ['yyyy-dd HH:mmX', 'minute (mm)', 'month (MM)'],
    ['HH:ss', 'second (ss)', 'minute (mm)'],
    ['MM/dd/yyyy HH:mm:SSS', 'millisecond (SSS)', 'second (ss)'],
  ])('%s', (format, smallest, missing) => {
    const why = smallest === '' ? `the time format "${format}" tells the minute twice` : has(format, smallest, missing);
    expect(issues({ columns: 't', format })).toEqual([`format: ${why}`]);
    expect(issues([{ columns: 't', format }])).toEqual([`0.format: ${why}`]);
  });

  test('an unknown letter is named at its field too', () => {
    expect(
      issues([
        { columns: 'd', format: 'yyyy-MM-dd' },
        { columns: 't', format: 'kk:mm' },
      ]),
    ).toEqual([expect.stringMatching(/^1\.format: .*the letter k/)]);
  });

  test('several parts are taken together', () => {
    const apart = (...formats: string[]) => issues(formats.map((format) => ({ columns: 't', format })));
    expect(apart('yyyy HH:mm', 'MM-dd')).toEqual([]);
    expect(apart('yyyy', 'HH')).toEqual([`1.format: ${has('HH', 'hour (HH)', 'month (MM)')}`]);
    expect(apart('iso', 'HHmm')).toEqual([]);
    expect(apart('yyyy-MM', 'yyyy-MM-dd')).toEqual([]);
    // What was read on a clock of UTC is an instant: the part beside it fills nothing in.
    const utc = [
      { columns: 'd', format: 'MM' },
      { columns: 't', format: 'yyyy-dd', utc: true },
    ];
    expect(issues(utc)).toEqual([`1.format: ${has('yyyy-dd', 'day (dd)', 'month (MM)')}`]);
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

  test('a day that each part allows and the year does not is none', () => {
    const when = [
      { columns: 'y', format: 'yyyy' },
      { columns: 'md', format: 'MM-dd' },
    ];
    expect(read(when, { y: '2023', md: '02-29' })).toBe('unreadable-time');
    expect(read(when, { y: '2024', md: '02-29' })).toBe('2024-02-29T06:00:00Z');
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
  test('an hour that came twice is taken the first time, and is said to be', () => {
    expect(read(when, { t: '2010-11-07 01:30' })).toBe('2010-11-07T06:30:00Z repeated');
    expect(read(when, { t: '2010-11-07 00:59' })).toBe('2010-11-07T05:59:00Z');
    expect(read(when, { t: '2010-11-07 02:00' })).toBe('2010-11-07T08:00:00Z');
  });
  test('either side of the change is exact', () => {
    expect(read(when, { t: '2010-03-14 01:59' })).toBe('2010-03-14T07:59:00Z');
    expect(read(when, { t: '2010-03-14 03:00' })).toBe('2010-03-14T08:00:00Z');
  });
});

test.each([
  ['MM/dd/yyyy', '02/08/2015', true],
  ['yyyy-MM', '2014-08', true],
  ['iso', '2014-08-01', true],
  ['excel-serial', '45413', true],
  ['excel-serial', '45413.34375', false],
  ['yyyy-MM-dd HH:mm', '2010-07-01 00:00', false],
  ['iso', '2010-01-01T00:00:00Z', false],
  ['epoch-s', '0', false],
] as const)('in %s, "%s" tells its day alone: %s', (format, text, dayOnly) => {
  const moment = createWhen(When.parse([{ columns: 'at', format }]), 'America/Chicago')(rowOf({ at: text }));
  expect(moment).toMatchObject({ ok: true, value: { dayOnly } });
});
