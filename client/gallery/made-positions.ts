import { seededRandom } from '#data/kit/random.ts';
import { STEPS, type UnitFrames } from '#client/map/units/unit-frame.ts';
import { madePack } from './made-pack.ts';

/** Units standing about the streets, in one frame that never changes; `at`: its time, ms. */
export function madePositions(units: number, at: number): UnitFrames {
  const random = seededRandom('positions');
  const [west, south, east, north] = madePack.city.reach;
  const x = new Uint16Array(units);
  const y = new Uint16Array(units);
  for (let slot = 0; slot < units; slot++) {
    const { line } = madePack.streets[Math.floor(random() * madePack.streets.length)]!;
    const [lon, lat] = line[Math.floor(random() * line.length)]!;
    x[slot] = Math.round(((lon - west) / (east - west)) * STEPS);
    y[slot] = Math.round(((lat - south) / (north - south)) * STEPS);
  }
  return {
    subscribe(receive) {
      receive({ x, y, at });
      return () => {};
    },
  };
}
