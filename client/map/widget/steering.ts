import type { Map as MapLibreMap } from 'maplibre-gl';
import type { LonLat } from '#data/contract/place.ts';
import type { Draught } from './draught.ts';
import type { View } from './fit-view.ts';
import type { MapEvents, MapPicture } from './map-picture.ts';
import type { createMarksAndNames } from '../names/marks-and-names.ts';

/** What of a map the hands of a person move. */
export type Steering = {
  chosenChanged(): void;
  focus(at: LonLat, zoom?: number): void;
  home(): void;
  nearer(levels: number): void;
  dispose(): void;
};

export type SteerParts = {
  element: HTMLElement;
  picture: MapPicture;
  draught: Draught;
  events: Pick<MapEvents, 'steered' | 'picked'>;
  /** The view of the whole city. */
  fitted: () => View;
  marksAndNames: Pick<ReturnType<typeof createMarksAndNames>, 'markAt' | 'markOf'>;
  unitAt: (x: number, y: number) => number | null;
  frameClock: () => number;
};

/** Given to a map that people may touch; apart, because a wall loads none of it. */
export type SteerMap = (map: MapLibreMap, parts: SteerParts) => Steering;
