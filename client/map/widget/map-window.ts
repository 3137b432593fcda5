import type { LonLat } from '#data/contract/place.ts';
import { fromPixels, toPixels } from './mercator.ts';

export type Pixel = readonly [x: number, y: number];

/** What part of the world a panel shows: the panel's size and its north-west corner, in pixels of that zoom. */
export type MapWindow = { zoom: number; left: number; top: number; width: number; height: number };

export function windowAround(center: LonLat, zoom: number, width: number, height: number): MapWindow {
  const [x, y] = toPixels(center, zoom);
  return { zoom, left: x - width / 2, top: y - height / 2, width, height };
}

/** Where a place is on the panel, in CSS pixels from its north-west corner. */
export function onPanel(place: LonLat, { zoom, left, top }: MapWindow): Pixel {
  const [x, y] = toPixels(place, zoom);
  return [x - left, y - top];
}

export function fromPanel([x, y]: Pixel, { zoom, left, top }: MapWindow): LonLat {
  return fromPixels([x + left, y + top], zoom);
}
