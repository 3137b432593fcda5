import type { Map as MapLibreMap } from 'maplibre-gl';
import type { LayerStyle, LiveLayer, MapLayer, Picked, Stage } from './layer.ts';
import type { MapPicture } from './map-picture.ts';
import { windowAround } from './map-window.ts';

type StageParts = Pick<Stage, 'pack' | 'lang' | 'theme' | 'draught' | 'map' | 'element' | 'clock' | 'frameClock'> & {
  picture: MapPicture;
  /** Of each layer of the picture, in its order. */
  styles: readonly LayerStyle[];
};

/** The layers of a picture on one life of the widget: what happens there is told to each in its order. */
export function createStage({ picture, styles, ...shared }: StageParts) {
  const { map } = shared;
  let live: { name: string; layer: LiveLayer<unknown> }[] = [];
  const each = (run: (layer: LiveLayer<unknown>) => void) => live.forEach(({ layer }) => run(layer));
  const settle = () => each((layer) => layer.settle?.());

  const stageOf = (index: number): Stage => ({
    ...shared,
    window: () => windowOf(map),
    reserved: () => picture.reserved,
    taken: () => live.flatMap(({ layer }) => layer.taken?.() ?? []),
    placeOf(what) {
      for (const { layer } of live) {
        const place = layer.placeOf?.(what);
        if (place) return place;
      }
      return null;
    },
    settle,
    add(layer) {
      map.addLayer(layer, styles.slice(index + 1).flatMap(({ layers }) => layers)[0]?.id);
    },
  });
  function moved() {
    each((layer) => layer.moved?.());
    settle();
  }

  return {
    /** When the style is there. */
    begin() {
      live = picture.layers.map(({ kind, data }, index) => ({
        name: kind.name,
        layer: kind.begin(stageOf(index), data),
      }));
      moved();
    },
    moved,
    changed({ kind, data }: MapLayer) {
      live.find(({ name }) => name === kind.name)?.layer.changed?.(data);
    },
    /** What can be chosen at a point of the panel, the topmost. */
    hit(x: number, y: number): Picked {
      for (const { layer } of live.toReversed()) {
        const picked = layer.hit?.(x, y);
        if (picked) return picked;
      }
      return null;
    },
    end() {
      each((layer) => layer.end?.());
      live = [];
    },
  };
}

function windowOf(map: MapLibreMap) {
  const { lng, lat } = map.getCenter();
  const { clientWidth, clientHeight } = map.getContainer();
  return windowAround([lng, lat], map.getZoom(), clientWidth, clientHeight);
}
