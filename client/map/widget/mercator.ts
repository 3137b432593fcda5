import type { Bounds, LonLat } from '#data/contract/place.ts';

/** Equator of WGS 84's sphere in web mercator, metres. */
const EQUATOR = 40_075_016.686;
/** MapLibre's world is this many pixels wide at zoom 0. */
const TILE = 512;

/** Web mercator, the world in [0, 1]; y grows to the south. */
export const mercatorX = (lon: number) => (lon + 180) / 360;
export const mercatorY = (lat: number) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);

export const lonOf = (x: number) => x * 360 - 180;
export const latOf = (y: number) => (360 / Math.PI) * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - 90;

/** Width of the world in CSS pixels. */
export const worldPixels = (zoom: number) => TILE * 2 ** zoom;

export const metresPerPixel = (zoom: number, lat: number) =>
  (EQUATOR * Math.cos((lat * Math.PI) / 180)) / worldPixels(zoom);

/** Where a place is in the pixels of a zoom level, from the north-west corner of the world. */
export function toPixels([lon, lat]: LonLat, zoom: number): [number, number] {
  const world = worldPixels(zoom);
  return [mercatorX(lon) * world, mercatorY(lat) * world];
}

export function fromPixels([x, y]: readonly [number, number], zoom: number): LonLat {
  const world = worldPixels(zoom);
  return [lonOf(x / world), latOf(y / world)];
}

/** A box of the mercator square: its north-west corner and its size. */
export type MercatorBox = { x: number; y: number; width: number; height: number };

export function mercatorBox([west, south, east, north]: Bounds): MercatorBox {
  const x = mercatorX(west);
  const y = mercatorY(north);
  return { x, y, width: mercatorX(east) - x, height: mercatorY(south) - y };
}
