import { UnitId } from '#data/contract/ids.ts';
import type { Bounds } from '#data/contract/place.ts';
import type { TrackFix } from '../store/store.ts';
import { AHEAD_MS, whyNoPlace } from './check-report.ts';

const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * A fix as it is kept, or what is wrong with it in words. By hand, because thousands come a second
 * and a schema takes a hundred times as long.
 */
export function checkFix(input: unknown, reach: Bounds, now: number): TrackFix | string {
  if (typeof input !== 'object' || input === null) return 'is not an object';
  const { unit, at, lon, lat, accuracy, speed, heading, battery } = input as Record<string, unknown>;
  if (typeof unit !== 'string' || !UnitId.safeParse(unit).success) return 'unit: is not the id of a unit';
  const time = typeof at === 'string' && rfc3339.test(at) ? Date.parse(at) : at;
  if (typeof time !== 'number' || !Number.isFinite(time) || time < 0) {
    return 'at: is neither RFC 3339 with an offset nor milliseconds since 1970';
  }
  if (time > now + AHEAD_MS) return 'at: lies more than 10 minutes in the future';
  if (typeof lon !== 'number' || typeof lat !== 'number') return 'lon, lat: are not two numbers';
  const noPlace = whyNoPlace([lon, lat], reach);
  if (noPlace !== null) return `lon, lat: ${noPlace}`;
  if (!within(accuracy, 0, Infinity)) return 'accuracy: is not metres from 0 up';
  if (!within(speed, 0, 400)) return 'speed: is not metres a second from 0 to 400';
  if (!within(heading, 0, 360)) return 'heading: is not degrees from 0 to 360';
  if (!within(battery, 0, 100)) return 'battery: is not percent from 0 to 100';
  return {
    unit: unit as UnitId,
    at: Math.round(time),
    lon,
    lat,
    speed: (speed as number | undefined) ?? NaN,
    heading: (heading as number | undefined) ?? NaN,
  };
}

function within(value: unknown, least: number, most: number): boolean {
  return value === undefined || value === null || (typeof value === 'number' && value >= least && value <= most);
}
