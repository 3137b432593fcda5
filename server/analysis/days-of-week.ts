import type { Alike } from './alike.ts';

/** From the local start of a day of the week, 0 = Monday, to a local hour of it, 24 = its end. */
export type PartOfDay = { weekday: number; untilHour: number };

/** One day of the week asked about: hours [from, to), over up to `until`. */
export type DayOfWeek = {
  from: number;
  to: number;
  until: number;
  unusual: boolean;
  /** What of earlier weeks it is compared with: the same part when it is under way, else the whole day. */
  part: PartOfDay;
};

/** The seven days from `monday`. */
export function daysOfWeek({ hours, hour, unusual }: Alike, monday: number): DayOfWeek[] {
  return Array.from({ length: 7 }, (_, weekday) => {
    const from = hours.first(monday + weekday);
    const to = hours.first(monday + weekday + 1);
    const until = Math.max(from, Math.min(hour, to));
    const underWay = until > from && until < to;
    return {
      from,
      to,
      until,
      unusual: unusual.has(monday + weekday),
      part: { weekday, untilHour: underWay ? hours.ofWeek(until) % 24 : 24 },
    };
  });
}
