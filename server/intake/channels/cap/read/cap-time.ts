import { accepted, refused, type Result } from '#data/kit/result.ts';

const shape = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)([+-])(\d\d):(\d\d)$/;

/**
 * A moment as CAP 1.2 writes it (3.2.2 and 3.3.2): seconds, no fractions, an offset in figures (`-00:00`
 * for UTC, never `Z`). In ms; else what is wrong with it. 24:00 is not taken for the next day.
 */
export function capTime(text: string): Result<number, string> {
  const read = shape.exec(text);
  if (!read) {
    if (/Z$/i.test(text)) return refused('ends in a letter for its zone: UTC is written -00:00');
    if (/T\d\d:\d\d(:\d\d)?$/.test(text)) return refused('has no zone: write it as +08:00, UTC as -00:00');
    return refused('is not a time as CAP writes it: 2026-11-30T18:00:00+08:00');
  }
  const part = (i: number) => Number(read[i]);
  const [year, month, day, hour, minute, second, offHours, offMinutes] = [1, 2, 3, 4, 5, 6, 8, 9].map(part) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (hour > 23 || minute > 59 || second > 59) return refused('is no time of day: hours run from 00 to 23');
  if (offHours * 60 + offMinutes > 14 * 60 || offMinutes > 59) return refused('has a zone that there is not');
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  local.setUTCHours(hour, minute, second);
  if (local.getUTCMonth() !== month - 1 || local.getUTCDate() !== day) return refused('is a day that there is not');
  const offset = (read[7] === '+' ? 1 : -1) * (offHours * 60 + offMinutes) * 60_000;
  const at = local.getTime() - offset;
  return at >= 0 ? accepted(at) : refused('lies before 1970');
}

/** Of a moment, as CAP writes it in UTC. */
export const capTimeOf = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}-00:00`;
