import type { DrawnCity } from '#data/contract/city-pack.ts';
import type { LonLat } from '#data/contract/place.ts';
import type { Lang } from '#client/words/shared/speech.ts';
import type { View } from './fit-view.ts';
import type { MapLayer, Picked } from './layer.ts';
import type { Box } from './open-ground.ts';
import type { Theme } from './palette.ts';

/** How the map is dressed. Another dress is another map: it is drawn anew from the same picture. */
export type MapDress = { lang: Lang; theme: Theme; scale: number };

/**
 * Everything a map shows, owned outside of the widget that draws it: when the graphics card forgets,
 * a new widget draws the same picture.
 */
export type MapPicture = {
  readonly pack: DrawnCity;
  readonly dress: MapDress;
  /** From the bottom up; each kind once. */
  readonly layers: readonly MapLayer[];
  /** Free room around the city, CSS pixels on a desk. */
  readonly margin: number;
  /** Parts of the panel that something else covers, CSS pixels from its north-west corner. */
  readonly reserved: readonly Box[];
  /** Where somebody has steered to; null: the whole city. */
  readonly view: View | null;
};

/** What a viewer sees of the world: for the scale bar. */
export type MapView = { zoom: number; metresPerPixel: number };

export type MapEvents = {
  /** The first whole picture is on the screen. */
  ready(): void;
  /** It begins to draw less, so that the text beside it need not wait; or it draws all again. */
  less(isLess: boolean): void;
  /** The graphics card forgot everything; this widget will not come back. */
  lost(): void;
  viewed(view: MapView): void;
  /** Only of a map that can be steered: somebody looks elsewhere, or at the whole city again. */
  steered(view: View | null): void;
  picked(picked: Picked): void;
};

/** What the hands of a person, or of a page for them, move. */
export type Steering = {
  /** Brings a place into view, at least so near; stays where it is when it shows the place well already. */
  focus(at: LonLat, zoom?: number): void;
  /** The whole city again. */
  home(): void;
  /** Nearer by so many zoom levels; negative: further away. */
  nearer(levels: number): void;
};

/** One life of the foreign widget. Each call says which part of the picture changed. */
export type DrawnMap = Partial<Steering> & {
  layerChanged(layer: MapLayer): void;
  /** The city finds its place between what covers the panel. */
  reservedChanged(): void;
  dispose(): void;
};

/** @throws when there is no WebGL to draw with. */
export type DrawMap = (container: HTMLElement, picture: MapPicture, events: MapEvents) => DrawnMap;
