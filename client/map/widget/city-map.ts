import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { Clock } from '#data/kit/clock.ts';
import { outline } from '../ground/area-features.ts';
import { changedCells } from '../grid/cell-changes.ts';
import type { Draught } from './draught.ts';
import { fitView } from './fit-view.ts';
import { DENSITY, styleImages } from './images.ts';
import { whenFontsAreThere } from './map-fonts.ts';
import type { DrawMap, MapPicture } from './map-picture.ts';
import { createMarksAndNames } from '../names/marks-and-names.ts';
import { metresPerPixel, worldPixels } from './mercator.ts';
import { nameIn } from '../names/name-in.ts';
import { paced } from './paced.ts';
import { palettes } from './palette.ts';
import type { SteerMap } from './steering.ts';
import { ABOVE_UNITS, mapStyle } from './style.ts';
import { createUnitIndex } from '../units/unit-index.ts';
import { createUnitPainter } from '../units/unit-painter.ts';

setWorkerUrl(workerUrl);

/** 48:9 of 4K panels: beyond MapLibre's own limit of 4096 a wide wall would be drawn blurred. */
const MAX_CANVAS: [number, number] = [16_384, 8_640];
/** Free room around the city, CSS pixels on a desk. */
const MARGIN = 16;
/** A finger or a mouse may miss a unit by this much, CSS pixels. */
const REACH = 24;

export type CityMapParts = {
  clock: Clock;
  frameClock: () => number;
  /** Lets people move the map and choose on it; a wall has nobody who could. */
  steer?: SteerMap;
};

/** The one place that makes, feeds and disposes of the foreign widget. */
export function createCityMap({ clock, frameClock, steer }: CityMapParts): DrawMap {
  return (container, picture, events) => {
    const { pack, dress } = picture;
    const draught: Draught = { palette: palettes[dress.theme], scale: dress.scale };
    const element = document.createElement('div');
    element.style.cssText = 'position:absolute;inset:0';
    container.append(element);

    const fitted = () => {
      const panel = { width: element.clientWidth, height: element.clientHeight };
      return fitView(pack.city.bounds, edge, panel, MARGIN * dress.scale, picture.reserved);
    };
    const edge = outline(pack.cells);
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

    let styled = false;
    let alive = true;
    const marksAndNames = createMarksAndNames(map, picture, draught);
    const incidents = paced(marksAndNames.incidentsChanged, clock, frameClock);
    const units = createUnitPainter(map, picture, draught, clock, frameClock);
    const index = createUnitIndex(picture);
    let cells: MapPicture['cells'] = new Map();

    function showCells() {
      for (const [id, status] of changedCells(cells, picture.cells))
        map.setFeatureState({ source: 'cells', id }, { status });
      cells = picture.cells;
    }
    function moved() {
      if (styled) marksAndNames.moved();
      const zoom = map.getZoom();
      events.viewed({ zoom, metresPerPixel: metresPerPixel(zoom, pack.city.center[1]) });
    }
    const refit = () => void (picture.view ? moved() : map.jumpTo(fitted()));

    const stopFonts = whenFontsAreThere(everyLetter(picture), clock, () =>
      map.setStyle(mapStyle(pack, dress.lang, draught)),
    );
    map.once('style.load', () => {
      for (const [name, image] of styleImages(draught)) map.addImage(name, image, { pixelRatio: DENSITY });
      map.addLayer(units.layer, ABOVE_UNITS);
      styled = true;
      showCells();
      marksAndNames.moved();
    });
    map.once('idle', events.ready);
    map.on('webglcontextlost', () => {
      alive = false;
      events.lost();
    });
    map.on('resize', refit);
    map.on('moveend', moved);
    moved();

    function unitAt(x: number, y: number) {
      const { lng, lat } = map.unproject([x, y]);
      return index.nearest([lng, lat], REACH / worldPixels(map.getZoom()), frameClock());
    }
    const steering = steer?.(map, { element, picture, draught, events, fitted, marksAndNames, unitAt, frameClock });

    const whenDrawn = (run: () => void) => () => {
      if (alive && styled) run();
    };
    return {
      incidentsChanged: whenDrawn(incidents.ask),
      cellsChanged: whenDrawn(showCells),
      reservedChanged: () => alive && refit(),
      unitsMoved: whenDrawn(units.moved),
      unitStatesChanged: whenDrawn(() => map.triggerRepaint()),
      unitAt,
      incidentAt: marksAndNames.markAt,
      chosenChanged: whenDrawn(() => {
        incidents.ask();
        steering?.chosenChanged();
      }),
      focus: (at, zoom) => steering?.focus(at, zoom),
      home: () => steering?.home(),
      nearer: (levels) => steering?.nearer(levels),
      dispose() {
        alive = false;
        steering?.dispose();
        stopFonts();
        incidents.stop();
        units.stop();
        map.remove();
        element.remove();
      },
    };
  };
}

/** Everything that the map may have to write, so that the letters can be fetched before. */
function everyLetter({ pack, dress }: MapPicture): string {
  const named = [...pack.areas, ...pack.places, ...pack.streets, ...pack.land];
  const letters = new Set(named.flatMap(({ names }) => (names ? [...nameIn(names, dress.lang)] : [])));
  return [...letters, '+0123456789'].join('');
}
