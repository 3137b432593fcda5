import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import type { Dice } from '../chance.ts';

/** Whether a unit is out of contact at `t`: in a cellar, in a valley, with an empty battery. */
export type Silence = (unit: string, t: number) => boolean;

/** Of all unit-hours, the share in which a unit drops out; and of these, the share that is long. */
const DROPS_OUT = 0.1;
const FOR_LONG = 0.2;

/** Each hour may hold one gap of a few minutes, some of half an hour: long enough to be an alarm. */
export function createSilence(dice: Dice): Silence {
  return (unit, t) => {
    const hour = Math.floor(t / HOUR);
    return [hour - 1, hour].some((each) => {
      if (dice(`${unit}/drops/${each}`) >= DROPS_OUT) return false;
      const from = each * HOUR + dice(`${unit}/gap/${each}`) * HOUR;
      const u = dice(`${unit}/for/${each}`);
      const minutes = u < FOR_LONG ? 18 + 60 * u : 1 + 10 * u;
      return from <= t && t < from + minutes * MINUTE;
    });
  };
}
