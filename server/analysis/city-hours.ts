import { DAY, HOUR } from '#data/rules/civil-day.ts';
import { hourOfWeek, instantOf, localDay, zoneOffset } from '#data/rules/zone.ts';

/** The hours that roll-ups count in, seen as the city's days and hours. Days count from 1970-01-01. */
export type CityHours = {
  readonly timeZone: string;
  /** The hour that holds an instant, in milliseconds. */
  at(t: number): number;
  /** The instant at which an hour begins. */
  start(hour: number): number;
  /** The local day that an hour belongs to. */
  day(hour: number): number;
  /** 0 = Monday 00:00 … 167 = Sunday 23:00, local. */
  ofWeek(hour: number): number;
  /** The first hour at which local clocks show this time of that day, or later. */
  first(day: number, hourOfDay?: number): number;
};

/** `hourShift` as in the store's roll-ups, milliseconds. */
export function cityHours(timeZone: string, hourShift: number): CityHours {
  const offset = zoneOffset(timeZone);
  const start = (hour: number) => hour * HOUR - hourShift;
  return {
    timeZone,
    at: (t) => Math.floor((t + hourShift) / HOUR),
    start,
    day: (hour) => localDay(offset, start(hour)),
    ofWeek: (hour) => hourOfWeek(offset, start(hour)),
    // Rounded up, because before standard time some offsets were not whole minutes.
    first: (day, hourOfDay = 0) => Math.ceil((instantOf(offset, day * DAY + hourOfDay * HOUR) + hourShift) / HOUR),
  };
}
