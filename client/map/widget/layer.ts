import type { CustomLayerInterface, LayerSpecification, Map as MapLibreMap, SourceSpecification } from 'maplibre-gl';
import type { DrawnCity } from '#data/contract/city-pack.ts';
import type { CellId, IncidentId } from '#data/contract/ids.ts';
import type { LonLat } from '#data/contract/place.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Lang } from '#client/words/shared/speech.ts';
import type { Draught } from './draught.ts';
import type { Pixels } from './ink.ts';
import type { MapWindow } from './map-window.ts';
import type { Box } from './open-ground.ts';
import type { Theme } from './palette.ts';

/** What can be chosen on a map; a unit by its slot, a place where every place can be. */
type Choice = { incident: IncidentId } | { unit: number } | { cell: CellId } | { place: LonLat };
/** What a click met; null: nothing that can be chosen. */
export type Picked = Choice | null;

/** What a layer is drawn for. */
export type Sheet = { pack: DrawnCity; lang: Lang; theme: Theme; draught: Draught };

/** What of a layer stands in the style, from the bottom up. Sources of the same name are the same. */
export type LayerStyle = {
  sources: Record<string, SourceSpecification>;
  layers: LayerSpecification[];
  /** The images that the layers name. */
  images?(): Iterable<[name: string, image: Pixels]>;
  /** Every letter that it may write, so that fonts can be fetched before. */
  letters?: string;
};

/** A place of the panel where no name may lie, CSS pixels. */
type Disc = { x: number; y: number; radius: number };

/** One life of the foreign widget, as its layers see it. */
export type Stage = Sheet & {
  map: MapLibreMap;
  /** What the map stands in. */
  element: HTMLElement;
  clock: Clock;
  /** A steady clock for movement, ms. */
  frameClock: () => number;
  window(): MapWindow;
  /** Parts of the panel that something else covers, CSS pixels from its north-west corner. */
  reserved(): readonly Box[];
  /** Where the marks of all layers stand now. */
  taken(): Disc[];
  /** Where a layer shows that; null: nowhere. */
  placeOf(what: Choice): LonLat | null;
  /** To be told when the own marks stand elsewhere. */
  settle(): void;
  /** Puts a layer of one's own below all layers that are listed later. */
  add(layer: CustomLayerInterface): void;
};

/** A layer on one life of the widget. */
export type LiveLayer<Data> = {
  /** It shows something else now. */
  changed?(data: Data): void;
  /** The map shows another part of the world, or another part of the panel is covered. */
  moved?(): void;
  taken?(): readonly Disc[];
  /** Marks stand elsewhere: asked after every layer has moved. */
  settle?(): void;
  /** What can be chosen at a point of the panel, CSS pixels. */
  hit?(x: number, y: number): Picked;
  placeOf?(what: Choice): LonLat | null;
  end?(): void;
};

export type LayerKind<Data> = {
  name: string;
  style(sheet: Sheet): LayerStyle;
  /** What must be seen whole when the map shows the whole city. */
  edge?(pack: DrawnCity): readonly LonLat[];
  /** Begins on a widget that has the style; once in each of its lives. */
  begin(stage: Stage, data: Data): LiveLayer<Data>;
};

/** One thing that a map shows: a value, replaced by another when it shows something else. */
export type MapLayer<Data = unknown> = { readonly kind: LayerKind<Data>; readonly data: Data };
