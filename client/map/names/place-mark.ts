import type { CityPack } from '#data/contract/city-pack.ts';
import { circle, type Drawing } from '../widget/ink.ts';
import type { Palette } from '../widget/palette.ts';

type PlaceClass = CityPack['places'][number]['class'];

/** Small signs of one colour: what a place is, and nothing that draws the eye. */
const signs: Record<PlaceClass, string> = {
  'command-centre': 'M0,-6L1.8,-1.9L6,-1.5L2.8,1.4L3.8,5.6L0,3.4L-3.8,5.6L-2.8,1.4L-6,-1.5L-1.8,-1.9Z',
  station: 'M-4,-5.5H4V2.5H-4ZM-4,-1H4M-4,5.5L-2.5,2.5M4,5.5L2.5,2.5',
  hospital: 'M-1.6,-5.5H1.6V-1.6H5.5V1.6H1.6V5.5H-1.6V1.6H-5.5V-1.6H-1.6Z',
  police: 'M0,-6L5,-4.2V0C5,3.2 2.6,5 0,6.2C-2.6,5 -5,3.2 -5,0V-4.2Z',
  'dispute-station': 'M0,-5.5V5M-3,5H3M-5,-4H5M-5,-4L-6.6,0H-3.4ZM5,-4L3.4,0H6.6Z',
  government: 'M-5.5,5.5H5.5M-5.5,-1.5L0,-5.5L5.5,-1.5ZM-4,-1V5M0,-1V5M4,-1V5',
  square: 'M-4.5,-4.5H4.5V4.5H-4.5Z',
  museum: 'M-5.5,5.5H5.5M-5.5,-1.5L0,-5.5L5.5,-1.5ZM-4,-1V5M0,-1V5M4,-1V5',
  temple: 'M-6,-1L0,-5.5L6,-1M-4,-1V5H4V-1',
  mosque: 'M-4,5V0C-4,-3 0,-3 0,-6C0,-3 4,-3 4,0V5Z',
  market: 'M-5,-4.5H5L6,-1H-6ZM-4.5,-1V5H4.5V-1',
  school: 'M0,-5L6.5,-2L0,1L-6.5,-2ZM-3.5,0V4C-1.5,5.5 1.5,5.5 3.5,4V0',
};
export const placeClasses = Object.keys(signs) as PlaceClass[];

/** These carry their sign filled; the others are outlines. */
const filled: ReadonlySet<PlaceClass> = new Set(['command-centre', 'hospital', 'police']);

export function placeMark(kind: PlaceClass, palette: Palette): Drawing {
  const colour = kind === 'command-centre' ? palette.text : palette.muted;
  const d = signs[kind];
  return {
    size: 22,
    inks: [
      { d: circle(9.5), fill: palette.halo },
      filled.has(kind) ? { d, fill: colour, stroke: colour, width: 0.8 } : { d, stroke: colour, width: 1.5 },
    ],
  };
}
