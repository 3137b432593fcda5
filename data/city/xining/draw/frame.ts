import type { LonLat } from '#data/contract/place.ts';

/** [east, north] in kilometres of the Dashizi crossing, on which the whole sketch is drawn. */
export type Km = readonly [number, number];

const DASHIZI = { lon: 101.7778, lat: 36.6171 };
/** Kilometres in a degree at that latitude. */
const KM_PER_DEGREE = { lon: 89.36, lat: 110.96 };

const micro = (degrees: number) => Math.round(degrees * 1e6) / 1e6;

/** Degrees, rounded once for all to six decimals (0.1 m). */
export const toLonLat = ([x, y]: Km): LonLat => [
  micro(DASHIZI.lon + x / KM_PER_DEGREE.lon),
  micro(DASHIZI.lat + y / KM_PER_DEGREE.lat),
];

export const toKm = ([lon, lat]: LonLat): Km => [
  (lon - DASHIZI.lon) * KM_PER_DEGREE.lon,
  (lat - DASHIZI.lat) * KM_PER_DEGREE.lat,
];
