import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Draught } from './draught.ts';
import type { View } from './fit-view.ts';
import type { Picked } from './layer.ts';
import type { MapEvents, Steering } from './map-picture.ts';

type SteerParts = {
  element: HTMLElement;
  draught: Draught;
  events: Pick<MapEvents, 'steered' | 'picked'>;
  /** The view of the whole city. */
  fitted: () => View;
  /** What can be chosen at a point of the panel, CSS pixels. */
  hit: (x: number, y: number) => Picked;
};

/** Given to a map that people may touch; apart, because a wall loads none of it. */
export type SteerMap = (map: MapLibreMap, parts: SteerParts) => Steering & { dispose(): void };
