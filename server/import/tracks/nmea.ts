import { DAY, dayNumber, HOUR, MINUTE } from '#data/rules/civil-day.ts';

/** Where a receiver was: degrees, metres per second, milliseconds since 1970. */
export type NmeaFix = { at: number; lon: number; lat: number; speed?: number; heading?: number };

const KNOT = 1852 / 3600;

/**
 * The fix in a line of NMEA 0183: of an RMC sentence, the only one that has date, time and place.
 * Null for other sentences; `no-fix` while the receiver has none; `unreadable` where the checksum
 * or a field is wrong.
 */
export function readNmea(line: string): NmeaFix | null | 'no-fix' | 'unreadable' {
  const match = /^\$([A-Z]{2}RMC,[^*]*)\*([0-9A-F]{2})\s*$/i.exec(line);
  if (!match) return /^\$[A-Z]{2}RMC/.test(line) ? 'unreadable' : null;
  const [, body = '', sum = ''] = match;
  if (checksum(body) !== parseInt(sum, 16)) return 'unreadable';
  const [, time = '', status, lat = '', north = '', lon = '', east = '', knots = '', course = '', date = ''] =
    body.split(',');
  if (status !== 'A') return 'no-fix';
  const at = instant(date, time);
  const fix = { at, lon: degrees(lon, 3, east === 'W'), lat: degrees(lat, 2, north === 'S') };
  if (!Object.values(fix).every(Number.isFinite)) return 'unreadable';
  return {
    ...fix,
    ...(knots !== '' && { speed: Number(knots) * KNOT }),
    ...(course !== '' && { heading: Number(course) }),
  };
}

function checksum(body: string): number {
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum ^= body.charCodeAt(i);
  return sum;
}

/** `100316` and `225651.00`. Two digits of a year are of this century: no receiver is older. */
function instant(date: string, time: string): number {
  const [day = NaN, month = NaN, year = NaN] = (/^(\d\d)(\d\d)(\d\d)$/.exec(date) ?? []).slice(1).map(Number);
  const [hours = NaN, minutes = NaN, seconds = NaN] = (/^(\d\d)(\d\d)(\d\d(?:\.\d+)?)$/.exec(time) ?? [])
    .slice(1)
    .map(Number);
  return dayNumber(2000 + year, month, day) * DAY + hours * HOUR + minutes * MINUTE + Math.round(seconds * 1000);
}

/** `09718.50567350`: so many digits of degrees, then minutes. */
function degrees(text: string, digits: number, negative: boolean): number {
  const value = Number(text.slice(0, digits) || NaN) + Number(text.slice(digits) || NaN) / 60;
  return negative ? -value : value;
}
