import type { LonLat } from '#data/contract/place.ts';

/** What maps of China show instead of WGS 84: that of the state, and Baidu's on top of it. */
export type ChineseDatum = 'gcj-02' | 'bd-09';

/** Krasovsky 1940, as the formula wants it. */
const A = 6_378_245;
const EE = 0.006693421622965943;
const BAIDU = (Math.PI * 3000) / 180;

/**
 * A place of a Chinese map on WGS 84. The way there is the formula that googollee/eviltransform (MIT)
 * published; the way back is found by going there until it fits. There and back is less than a
 * centimetre; how far the formula is off the state's own is not published, and others measure a metre or two.
 * Outside of China nothing is moved.
 */
export function toWgs84(datum: ChineseDatum, place: LonLat): LonLat {
  const there = datum === 'gcj-02' ? gcj02Of : (at: LonLat) => bd09Of(gcj02Of(at));
  let [lon, lat] = place;
  for (let i = 0; i < 10; i++) {
    const [x, y] = there([lon, lat]);
    const [dx, dy] = [place[0] - x, place[1] - y];
    [lon, lat] = [lon + dx, lat + dy];
    if (Math.abs(dx) < 1e-9 && Math.abs(dy) < 1e-9) break;
  }
  return [lon, lat];
}

/** WGS 84 as the maps of the state show it. */
export function gcj02Of([lon, lat]: LonLat): LonLat {
  if (lon < 72.004 || lon > 137.8347 || lat < 0.8293 || lat > 55.8271) return [lon, lat];
  const [x, y] = [lon - 105, lat - 35];
  const radians = (lat / 180) * Math.PI;
  const magic = 1 - EE * Math.sin(radians) ** 2;
  const north = (180 * northOf(x, y)) / (((A * (1 - EE)) / (magic * Math.sqrt(magic))) * Math.PI);
  const east = (180 * eastOf(x, y)) / ((A / Math.sqrt(magic)) * Math.cos(radians) * Math.PI);
  return [lon + east, lat + north];
}

/** A place of the state's maps as Baidu shows it. */
export function bd09Of([lon, lat]: LonLat): LonLat {
  const z = Math.hypot(lon, lat) + 0.00002 * Math.sin(lat * BAIDU);
  const theta = Math.atan2(lat, lon) + 0.000003 * Math.cos(lon * BAIDU);
  return [z * Math.cos(theta) + 0.0065, z * Math.sin(theta) + 0.006];
}

function northOf(x: number, y: number): number {
  const straight = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x));
  return straight + ripple(x) + waves(y, [20, 1], [40, 3]) + waves(y, [160, 12], [320, 30]);
}

function eastOf(x: number, y: number): number {
  const straight = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x));
  return straight + ripple(x) + waves(x, [20, 1], [40, 3]) + waves(x, [150, 12], [300, 30]);
}

const ripple = (x: number) => ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3;

/** Two waves of so much, so long. */
function waves(at: number, ...of: [much: number, long: number][]): number {
  return (of.reduce((sum, [much, long]) => sum + much * Math.sin((at / long) * Math.PI), 0) * 2) / 3;
}
