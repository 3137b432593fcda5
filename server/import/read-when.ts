import { HOUR } from '#data/rules/civil-day.ts';
import { instantOf, type Offset, zoneOffset } from '#data/rules/zone.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import type { When } from './mapping.ts';
import type { Row } from './formats/row.ts';
import { fieldsOf, isPossible, localMs, timeFormat } from './time/format.ts';
import type { Fields } from './time/letters.ts';

/** How often local clocks showed a time: never in the hour that spring skips, twice in the one that autumn repeats. */
export type Clocks = 'once' | 'skipped' | 'repeated';
/** Milliseconds since 1970; `dayOnly` where no part told an hour. */
export type Moment = { at: number; clocks: Clocks; dayOnly: boolean };
export type NoMoment = 'no-time' | 'unreadable-time';

/** The time of a row, from one or more parts. @throws {RangeError} on an unknown zone or format. */
export function createWhen(when: When, timeZone: string): (row: Row) => Result<Moment, NoMoment> {
  const offset = zoneOffset(timeZone);
  const parts = when.map((part) => ({ ...part, read: timeFormat(part.format) }));

  return (row) => {
    let fields: Fields = {};
    let instant: number | undefined;
    for (const { columns, utc, read } of parts) {
      const texts = columns.map((column) => row.get(column));
      if (texts.some((text) => text === undefined)) return refused('no-time');
      const reading = read(texts.join(' '));
      if (!reading) return refused('unreadable-time');
      if ('instant' in reading) instant = reading.instant;
      else if (utc) instant = localMs(reading);
      else {
        // Of an instant that is added to, the local date and clock go on.
        fields = { ...(instant === undefined ? fields : fieldsOf(instant + offset(instant))), ...reading };
        instant = undefined;
      }
    }
    if (instant !== undefined) return accepted({ at: instant, clocks: 'once', dayOnly: false });
    // Each part may be possible and the day that they make together not: 29 February, 2023.
    if (fields.year === undefined || !isPossible(fields)) return refused('unreadable-time');
    const local = localMs(fields);
    const at = instantOf(offset, local);
    const dayOnly = fields.hour === undefined;
    return accepted({ at, clocks: dayOnly ? 'once' : clocksOf(offset, at, local), dayOnly });
  };
}

function clocksOf(offset: Offset, at: number, local: number): Clocks {
  if (at + offset(at) !== local) return 'skipped';
  // No zone sets its clocks back by more than three hours.
  const again = at + offset(at) - offset(at + 3 * HOUR);
  return again > at && again + offset(again) === local ? 'repeated' : 'once';
}
