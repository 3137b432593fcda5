import { UnitId } from '#data/contract/ids.ts';
import type { Bounds } from '#data/contract/place.ts';
import { keyForm } from '#data/kit/text.ts';
import type { TrackFix } from '../store/store.ts';
import { whyNoPlace } from './check-report.ts';

const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/** How far ahead of our clock a fix may be; up to there it counts as of now, ms. */
export const FIX_AHEAD_MS = 60_000;
/** What says less of where a unit is moves no mark, metres. */
export const COARSE_METRES = 1000;
/** Numbers below are seconds: as milliseconds they would lie before March 1973. */
const SECONDS_BELOW = 1e11;

/** What a fix says, or what is wrong with it in words. */
export type CheckedFix = {
  fix: TrackFix;
  /** Why it is no place for a mark, where it tells only that the unit is there. */
  aside?: string;
  /** What was put right in it. */
  corrected?: string;
};

/**
 * A fix as it is kept, or what is wrong with it in words. By hand, because thousands come a second
 * and a schema takes a hundred times as long. `fix.unit` is as the source spells it.
 */
export function checkFix(input: unknown, reach: Bounds, now: number): CheckedFix | string {
  if (typeof input !== 'object' || input === null) return 'is not an object';
  const { unit, at, lon, lat, accuracy, speed, heading, battery } = input as Record<string, unknown>;
  const id = typeof unit === 'string' ? unitIdOf(unit) : null;
  if (id === null) return 'unit: is not the id of a unit (letters, digits, . _ : @ / - and blanks, at most 64)';
  const told = typeof at === 'string' && rfc3339.test(at) ? Date.parse(at) : at;
  if (typeof told !== 'number' || !Number.isFinite(told) || told < 0) {
    return 'at: is neither RFC 3339 with an offset nor milliseconds since 1970';
  }
  const inSeconds = typeof at === 'number' && told < SECONDS_BELOW;
  const time = inSeconds ? told * 1000 : told;
  if (time > now + FIX_AHEAD_MS) return 'at: lies in the future';
  if (typeof lon !== 'number' || typeof lat !== 'number') return 'lon, lat: are not two numbers';
  const noPlace = whyNoPlace([lon, lat], reach);
  if (noPlace !== null) return `lon, lat: ${noPlace}`;
  if (!within(accuracy, 0, Infinity)) return 'accuracy: is not metres from 0 up';
  if (!within(speed, -Infinity, 400)) return 'speed: is not metres a second up to 400';
  if (!within(heading, -Infinity, 360)) return 'heading: is not degrees up to 360';
  if (!within(battery, 0, 100)) return 'battery: is not percent from 0 to 100';
  const aside =
    lon === 0 && lat === 0
      ? 'lon, lat: 0, 0 is what a receiver says that knows no place'
      : typeof accuracy === 'number' && accuracy > COARSE_METRES
        ? `accuracy: is coarser than ${COARSE_METRES} m`
        : undefined;
  return {
    fix: {
      unit: id,
      at: Math.min(Math.round(time), now),
      lon,
      lat,
      speed: knownOr(speed),
      heading: knownOr(heading),
    },
    ...(aside !== undefined && { aside }),
    ...(inSeconds && { corrected: 'at: seconds were taken for what they are' }),
  };
}

/** The id that a call sign makes: trimmed, in NFC, with a dash for blanks. Null where none can be made. */
export function unitIdOf(text: string): UnitId | null {
  const id = UnitId.safeParse(keyForm(text).replaceAll(' ', '-'));
  return id.success ? id.data : null;
}

/** Phones say -1 for what they do not know. */
function knownOr(value: unknown): number {
  return typeof value === 'number' && value >= 0 ? value : NaN;
}

function within(value: unknown, least: number, most: number): boolean {
  return value === undefined || value === null || (typeof value === 'number' && value >= least && value <= most);
}
