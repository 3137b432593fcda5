import type { CityPack } from '#data/contract/city-pack.ts';
import type { CellStatus } from '#data/contract/grid.ts';
import type { CellId } from '#data/contract/ids.ts';
import type { PlacedIncident } from './incident-place.ts';
import type { Lang } from '#client/words/speech.ts';
import type { Box } from './open-ground.ts';
import type { Theme } from './palette.ts';
import type { UnitPicture } from './units-layer.ts';

/** How the map is dressed. Another dress is another map: it is drawn anew from the same picture. */
export type MapDress = { lang: Lang; theme: Theme; scale: number };

/**
 * Everything a map shows, owned outside of the widget that draws it: when the graphics card forgets,
 * a new widget draws the same picture.
 */
export type MapPicture = UnitPicture & {
  readonly pack: CityPack;
  readonly dress: MapDress;
  readonly incidents: readonly PlacedIncident[];
  readonly cells: ReadonlyMap<CellId, CellStatus>;
  /** Parts of the panel that something else covers, CSS pixels from its north-west corner. */
  readonly reserved: readonly Box[];
};

/** What a viewer sees of the world: for the scale bar. */
export type MapView = { zoom: number; metresPerPixel: number };

export type MapEvents = {
  /** The first whole picture is on the screen. */
  ready(): void;
  /** The graphics card forgot everything; this widget will not come back. */
  lost(): void;
  viewed(view: MapView): void;
};

/** One life of the foreign widget. Each call says which part of the picture changed. */
export type MapWidget = {
  incidentsChanged(): void;
  cellsChanged(): void;
  /** The city finds its place between what covers the panel. */
  reservedChanged(): void;
  unitsMoved(): void;
  unitStatesChanged(): void;
  /** The slot of the unit at a point of the panel, CSS pixels, or null. */
  unitAt(x: number, y: number): number | null;
  dispose(): void;
};

/** @throws when there is no WebGL to draw with. */
export type DrawMap = (container: HTMLElement, picture: MapPicture, events: MapEvents) => MapWidget;
