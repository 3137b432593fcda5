import { circle, type Drawing, type Ink } from '../widget/ink.ts';
import type { Palette } from '../widget/palette.ts';
import type { UnitLook } from './unit-state.ts';

/** A unit in three layers: what turns with it, what it is without a heading, what stays upright. */
export type UnitMark = { chevron: Drawing; round: Drawing; sign: Drawing };

const SIZE = 32;
/** Points north. */
const CHEVRON = 'M0,-13L10,11L0,6.5L-10,11Z';
/** The chevron within the ring of a call for help. */
const HELP = 'M0,-9L7,7.5L0,4.5L-7,7.5Z';
const TICK = 'M-3.4,1.4L-0.8,4L4,-2.2';
const HATCH = 'M-14,2L2,-14M-14,10L10,-14M-14,18L18,-14M-6,18L18,-6M2,18L18,2';

const drawing = (inks: readonly Ink[]): Drawing => ({ size: SIZE, inks });

/** Filled when free or on scene, outlined when under way, dashed when away, grey and hatched when not heard, red in a ring when its crew calls for help. */
export function unitMark(look: UnitLook, palette: Palette): UnitMark {
  const draw = (d: string): Ink[] => {
    const help = d === CHEVRON ? HELP : circle(6);
    const casing: Ink = { d, fill: palette.halo, stroke: palette.halo, width: 4.5 };
    switch (look) {
      case 'hidden':
        return [];
      case 'available':
      case 'onscene':
        return [casing, { d, fill: palette.unit, stroke: palette.unit, width: 1 }];
      case 'assigned':
        return [casing, { d, stroke: palette.unit, width: 2.6 }];
      case 'away':
        return [casing, { d, stroke: palette.silent, width: 2.2, dash: [4, 3.6] }];
      case 'help':
        return [
          // Open between the ring and the chevron: what lies at the same place is seen there.
          { d: circle(13.2), stroke: palette.halo, width: 5 },
          { d: circle(13.2), stroke: palette.alert, width: 2.6 },
          { d: help, fill: palette.halo, stroke: palette.halo, width: 4.5 },
          { d: help, fill: palette.alert, stroke: palette.alert, width: 1 },
        ];
      case 'silent':
        return [casing, { d, fill: palette.silent, stroke: palette.silent, width: 1 }];
    }
  };
  return { chevron: drawing(draw(CHEVRON)), round: drawing(draw(circle(8))), sign: drawing(signOf(look, palette)) };
}

function signOf(look: UnitLook, palette: Palette): Ink[] {
  if (look === 'onscene') return [{ d: TICK, stroke: palette.onMark, width: 2.8 }];
  if (look === 'silent') return [{ d: HATCH, stroke: palette.halo, width: 2.2 }];
  return [];
}
