import { chengbei, chengdong, chengxi, chengzhong, type Subdistrict } from './central.ts';
import { smooth } from './curve.ts';
import type { Km } from './frame.ts';
import { distance, turn } from './plane.ts';
import { streets } from './streets.ts';
import { waters } from './waters.ts';

/** Sub-districts that divide one part of the town between them. */
export type Quarter = { holds: (at: Km) => boolean; subdistricts: readonly Subdistrict[] };

const lineOf = (id: string): Km[] => smooth([...waters, ...streets].find((stroke) => stroke.id === id)!.through);

/** Whether a point lies to the left of a line, seen along it. */
function leftOf(id: string): (at: Km) => boolean {
  const line = lineOf(id);
  return (at) => {
    let best = 1;
    for (let i = 1; i + 1 < line.length; i++) if (distance(line[i]!, at) < distance(line[best]!, at)) best = i;
    const [a, b, c] = [line[best - 1]!, line[best]!, line[best + 1]!];
    // At a bend, one side of the corner is the intersection of both half planes.
    return turn(a, b, c) > 0 ? turn(a, b, at) > 0 && turn(b, c, at) > 0 : turn(a, b, at) > 0 || turn(b, c, at) > 0;
  };
}

const north = leftOf('huangshui');
const eastOfBeichuan = leftOf('beichuan');
const eastOfNanchuan = (at: Km) => !leftOfNanchuan(at);
const leftOfNanchuan = leftOf('nanchuan');
const southOfKunlun = leftOf('kunlun');
const eastOfHuayuan = leftOf('huayuan');

const only = (all: readonly Subdistrict[], ...codes: number[]) =>
  all.filter((s) => codes.includes(Number(s.code.slice(6))));

const inNorth = (at: Km) => north(at) && at[0] < 2;
const inEast = (at: Km) => (north(at) ? at[0] >= 2 : at[0] > 0.5 && eastOfHuayuan(at));
const inSouthArm = (at: Km) => !north(at) && at[1] < -1.35 && at[0] < 0.6;
const upSouthArm = (at: Km) => inSouthArm(at) && at[1] < -4.43;
const inWest = (at: Km) => !north(at) && leftOfNanchuan(at) && at[1] > -1.3 && (at[0] < -3.4 || !southOfKunlun(at));

/** Every part of the town with the sub-districts it is divided into; the first that holds a place has it. */
export const quarters: readonly Quarter[] = [
  { holds: (at) => inNorth(at) && eastOfBeichuan(at) && at[1] < 5.64, subdistricts: only(chengbei, 1) },
  {
    holds: (at) => inNorth(at) && at[0] > -4.8 && (at[1] > 5.64 || (at[1] > 5 && at[0] > -3.4)),
    subdistricts: only(chengbei, 101, 400),
  },
  { holds: inNorth, subdistricts: only(chengbei, 2, 3, 4, 100) },
  { holds: (at) => north(at), subdistricts: only(chengdong, 5, 7, 101) },
  { holds: inEast, subdistricts: only(chengdong, 1, 2, 3, 4, 6, 100, 400) },
  { holds: inWest, subdistricts: chengxi },
  { holds: upSouthArm, subdistricts: only(chengzhong, 100, 400) },
  { holds: (at) => leftOfNanchuan(at), subdistricts: only(chengzhong, 7) },
  { holds: (at) => inSouthArm(at) && eastOfNanchuan(at) && at[1] < -1.75, subdistricts: only(chengzhong, 6) },
  { holds: () => true, subdistricts: only(chengzhong, 1, 2, 3, 4, 5) },
];
