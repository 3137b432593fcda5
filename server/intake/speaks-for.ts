import type { UnitId } from '#data/contract/ids.ts';
import { keyText } from '#data/kit/text.ts';
import type { Sender } from './intake.ts';
import { lettersOf } from './known-units.ts';

/** The id of a unit, or the beginning that many have: `PD-*`. */
export const UnitPattern = keyText(65).regex(/^[^*]+\*?$/, 'has a * elsewhere than at its end');

/** Whether the sender may say where this unit is; one that is limited to none may for all. */
export function maySpeakFor({ units }: Pick<Sender, 'units'>, unit: UnitId): boolean {
  if (!units) return true;
  const id = lettersOf(unit);
  return units.some((pattern) => {
    const letters = lettersOf(pattern as UnitId);
    return letters.endsWith('*') ? id.startsWith(letters.slice(0, -1)) : id === letters;
  });
}

const NOT_ITS = 'unit: this source may not speak for ';
export const notItsUnit = (unit: UnitId): string => `${NOT_ITS}${unit}`;
export const isNotItsUnit = (detail: string): boolean => detail.startsWith(NOT_ITS);
