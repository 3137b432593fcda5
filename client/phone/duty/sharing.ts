import { metresBetween } from '#data/kit/metres.ts';
import type { Unit } from '#data/contract/unit.ts';

/** One fix as the browser gives it. `at` in ms since 1970. */
export type Here = { at: number; lon: number; lat: number; accuracy: number; speed?: number; heading?: number };

/** A crew is on duty unless it says that it is not. */
export const isOnDuty = (unit: Unit | undefined): boolean => unit !== undefined && unit.reason !== 'offduty';

/** Not more often than this, ms; not for less than this, metres; but at least so often, so as not to seem silent, ms. */
export const LEAST_MS = 5_000;
export const LEAST_METRES = 20;
export const MOST_MS = 30_000;

/** Whether a fix is worth a message after the last one that was sent. */
export function isWorthSending(last: Here | null, here: Here): boolean {
  if (!last) return true;
  const passed = here.at - last.at;
  if (passed < LEAST_MS) return false;
  return passed >= MOST_MS || metresBetween([last.lon, last.lat], [here.lon, here.lat]) >= LEAST_METRES;
}
