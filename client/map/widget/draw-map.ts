import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { Clock } from '#data/kit/clock.ts';
import type { Draught } from './draught.ts';
import { fitView } from './fit-view.ts';
import { gateFrames } from '../pace/frame-gate.ts';
import { DENSITY } from './ink.ts';
import type { Sheet } from './layer.ts';
import { whenFontsAreThere } from './map-fonts.ts';
import type { DrawMap } from './map-picture.ts';
import { metresPerPixel } from './mercator.ts';
import { palettes } from './palette.ts';
import { createStage } from './stage.ts';
import type { SteerMap } from './steering.ts';
import { mapStyle } from './style.ts';
import { onceComplete } from './once-complete.ts';

setWorkerUrl(workerUrl);

/** 48:9 of 4K panels: beyond MapLibre's own limit of 4096 a wide wall would be drawn blurred. */
const MAX_CANVAS: [number, number] = [16_384, 8_640];

type DrawParts = {
  clock: Clock;
  frameClock: () => number;
  /** Lets people move the map and choose on it; a wall has nobody who could. */
  steer?: SteerMap | undefined;
};

/** The one place that makes, feeds and disposes of the foreign widget. It knows no layer by name. */
export function drawMap({ clock, frameClock, steer }: DrawParts): DrawMap {
  return (container, picture, events) => {
    const { pack, dress } = picture;
    const draught: Draught = { palette: palettes[dress.theme], scale: dress.scale };
    const sheet: Sheet = { pack, lang: dress.lang, theme: dress.theme, draught };
    const styles = picture.layers.map(({ kind }) => kind.style(sheet));
    const edge = picture.layers.flatMap(({ kind }) => kind.edge?.(pack) ?? []);
    const element = document.createElement('div');
    element.style.cssText = 'position:absolute;inset:0';
    container.append(element);

    const fitted = () => {
      const panel = { width: element.clientWidth, height: element.clientHeight };
      return fitView(pack.city.bounds, edge, panel, picture.margin * dress.scale, picture.reserved);
    };
    let map: MapLibreMap;
    try {
      map = new MapLibreMap({
        container: element,
        ...(picture.view ?? fitted()),
        interactive: steer !== undefined,
        attributionControl: false,
        renderWorldCopies: false,
        dragRotate: false,
        pitchWithRotate: false,
        maxPitch: 0,
        fadeDuration: 0,
        localIdeographFontFamily: false,
        maxCanvasSize: MAX_CANVAS,
      });
    } catch (error) {
      element.remove();
      throw error;
    }

    let alive = true;
    const gate = gateFrames(map, { clock, now: frameClock, less: events.less });
    const stage = createStage({ ...sheet, map, element, clock, frameClock, picture, styles });

    function moved() {
      stage.moved();
      const zoom = map.getZoom();
      events.viewed({ zoom, metresPerPixel: metresPerPixel(zoom, pack.city.center[1]) });
    }
    const refit = () => void (picture.view ? moved() : map.jumpTo(fitted()));

    const letters = styles.map((style) => style.letters ?? '').join('');
    const stopFonts = whenFontsAreThere(letters, clock, () => map.setStyle(mapStyle(pack.city.id, styles)));
    map.once('style.load', () => {
      for (const { images } of styles)
        for (const [name, image] of images?.() ?? []) map.addImage(name, image, { pixelRatio: DENSITY });
      stage.begin();
    });
    onceComplete(map, () => {
      gate.begin();
      events.ready();
    });
    map.on('webglcontextlost', () => {
      alive = false;
      events.lost();
    });
    map.on('resize', refit);
    map.on('moveend', moved);
    moved();
    const steering = steer?.(map, { element, draught, events, fitted, hit: stage.hit });

    return {
      ...steering,
      layerChanged(layer) {
        if (alive) stage.changed(layer);
      },
      reservedChanged() {
        if (alive) refit();
      },
      dispose() {
        alive = false;
        steering?.dispose();
        stopFonts();
        gate.stop();
        stage.end();
        map.remove();
        element.remove();
      },
    };
  };
}
