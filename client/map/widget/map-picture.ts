import type { CityPack } from '#data/contract/city-pack.ts';
import type { CellStatus } from '#data/contract/grid.ts';
import type { CellId, IncidentId } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';
import type { View } from './fit-view.ts';
import type { PlacedIncident } from '../incidents/incident-place.ts';
import type { Lang } from '#client/words/shared/speech.ts';
import type { Box } from './open-ground.ts';
import type { Theme } from './palette.ts';
import type { UnitPicture } from '../units/units-layer.ts';

/** How the map is dressed. Another dress is another map: it is drawn anew from the same picture. */
export type MapDress = { lang: Lang; theme: Theme; scale: number };

/** What somebody has chosen. Units by slot; `crews` are those sent to the chosen incident. */
export type Chosen = { incident: IncidentId | null; unit: number | null; crews: readonly number[] };
/** What a click met; null: nothing that can be chosen. */
export type Picked = { incident: IncidentId } | { unit: number } | null;

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
  readonly chosen: Chosen;
  /** Where somebody has steered to; null: the whole city. */
  readonly view: View | null;
};

/** What a viewer sees of the world: for the scale bar. */
export type MapView = { zoom: number; metresPerPixel: number };

export type MapEvents = {
  /** The first whole picture is on the screen. */
  ready(): void;
  /** The graphics card forgot everything; this widget will not come back. */
  lost(): void;
  viewed(view: MapView): void;
  /** Only of a map that can be steered: somebody looks elsewhere, or at the whole city again. */
  steered(view: View | null): void;
  picked(picked: Picked): void;
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
  /** The incident whose mark is at a point of the panel, the nearest of several, or null. */
  incidentAt(x: number, y: number): IncidentId | null;
  chosenChanged(): void;
  /** Brings a place into view, at least so near; stays where it is when it shows the place well already. */
  focus(at: LonLat, zoom?: number): void;
  /** The whole city again. */
  home(): void;
  /** Nearer by so many zoom levels; negative: further away. */
  nearer(levels: number): void;
  dispose(): void;
};

/** @throws when there is no WebGL to draw with. */
export type DrawMap = (container: HTMLElement, picture: MapPicture, events: MapEvents) => MapWidget;
