import type { CityPack } from '#data/contract/city-pack.ts';
import type { LonLat } from '#data/contract/place.ts';
import { seededRandom } from '#data/kit/random.ts';
import { STEPS, type UnitFrame } from '#client/map/units/unit-frame.ts';

/** Units that drive up and down the pack's streets at about 40 km/h, in frames as the feed gives them. */
export function drivingUnits(pack: CityPack, count: number, speed = 11): (at: number) => UnitFrame {
  const random = seededRandom('driving');
  const [west, south, east, north] = pack.city.reach;
  const x = new Uint16Array(count);
  const y = new Uint16Array(count);
  const trips = Array.from({ length: count }, () => {
    const { line } = pack.streets[Math.floor(random() * pack.streets.length)]!;
    return { line, length: metres(line), start: random() * 1e5 };
  });
  return (at) => {
    for (const [slot, { line, length, start }] of trips.entries()) {
      const way = (start + (at / 1000) * speed) % (2 * length);
      const [lon, lat] = along(line, way > length ? 2 * length - way : way);
      x[slot] = Math.round(((lon - west) / (east - west)) * STEPS);
      y[slot] = Math.round(((lat - south) / (north - south)) * STEPS);
    }
    return { x, y, at };
  };
}

function apart(a: LonLat, b: LonLat): number {
  return Math.hypot((a[0] - b[0]) * Math.cos((a[1] * Math.PI) / 180), a[1] - b[1]) * 111_320;
}

function metres(line: readonly LonLat[]): number {
  return line.slice(1).reduce((sum, point, i) => sum + apart(line[i]!, point), 0);
}

function along(line: readonly LonLat[], way: number): LonLat {
  for (let i = 0; i + 1 < line.length; i++) {
    const [from, to] = [line[i]!, line[i + 1]!];
    const length = apart(from, to);
    if (way <= length) {
      const share = length === 0 ? 0 : way / length;
      return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
    }
    way -= length;
  }
  return line.at(-1)!;
}
