import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { Clock } from '#data/kit/clock.ts';
import { outline } from './area-features.ts';
import { changedCells } from './cell-changes.ts';
import type { Draught } from './draught.ts';
import { fitView } from './fit-view.ts';
import { DENSITY, MARK_SIZE, styleImages } from './images.ts';
import { markFeatures, type MarkFeature } from './incident-features.ts';
import { whenFontsAreThere } from './map-fonts.ts';
import type { DrawMap, MapPicture } from './map-picture.ts';
import { onPanel, windowAround } from './map-window.ts';
import { layOutMarks, roomOf } from './mark-layout.ts';
import { metresPerPixel, worldPixels } from './mercator.ts';
import { nameFeatures, type NameFeature } from './name-features.ts';
import { nameIn } from './name-in.ts';
import { layOutNames, writeNames, type WrittenName } from './name-layout.ts';
import { broken, namesFrom, nameSize, type MeasureText } from './name-styles.ts';
import { palettes } from './palette.ts';
import { createSourceFeeder } from './source-feeder.ts';
import { ABOVE_UNITS, mapStyle } from './style.ts';
import { createUnitIndex } from './unit-index.ts';
import { createUnitPainter } from './unit-painter.ts';

setWorkerUrl(workerUrl);

/** 48:9 of 4K panels: beyond MapLibre's own limit of 4096 a wide wall would be drawn blurred. */
const MAX_CANVAS: [number, number] = [16_384, 8_640];
/** Free room around the city, CSS pixels on a desk. */
const MARGIN = 16;
/** Least distance of two marks, of their size. */
const GAP = 0.76;
/** A finger or a mouse may miss a unit by this much, CSS pixels. */
const REACH = 24;

export type CityMapParts = { clock: Clock; frameClock: () => number; interactive?: boolean };

/** The one place that makes, feeds and disposes of the foreign widget. */
export function createCityMap({ clock, frameClock, interactive = false }: CityMapParts): DrawMap {
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
        ...fitted(),
        interactive,
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
    const refit = () => void (interactive ? moved() : map.jumpTo(fitted()));

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

    const whenDrawn = (run: () => void) => () => {
      if (alive && styled) run();
    };
    return {
      incidentsChanged: whenDrawn(marksAndNames.incidentsChanged),
      cellsChanged: whenDrawn(showCells),
      reservedChanged: () => alive && refit(),
      unitsMoved: whenDrawn(units.moved),
      unitStatesChanged: whenDrawn(() => map.triggerRepaint()),
      unitAt(x, y) {
        const { lng, lat } = map.unproject([x, y]);
        return index.nearest([lng, lat], REACH / worldPixels(map.getZoom()), frameClock());
      },
      dispose() {
        alive = false;
        stopFonts();
        units.stop();
        map.remove();
        element.remove();
      },
    };
  };
}

/** Marks stand where they find room at this zoom; names lie where no mark stands. */
function createMarksAndNames(map: MapLibreMap, picture: MapPicture, draught: Draught) {
  const { pack, dress } = picture;
  const sendMarks = createSourceFeeder<MarkFeature>(map, 'incidents');
  const sendNames = createSourceFeeder<NameFeature>(map, 'names');
  const gap = MARK_SIZE * GAP * draught.scale;
  const measure = textMeasure();
  let window = windowOf(map);
  let names = layOut();
  let written: WrittenName[] = [];

  function layOut() {
    return layOutNames(pack, window, {
      from: namesFrom(draught),
      measure: (kind, text) => nameSize(kind, text, draught, measure),
      textOf: (kind, named) => (kind === 'district' ? broken : String)(nameIn(named, dress.lang)),
      reserved: picture.reserved,
    });
  }
  function incidentsChanged() {
    const marks = layOutMarks(picture.incidents, window.zoom, gap);
    const discs = marks.map((mark) => {
      const [x, y] = onPanel(mark.at, window);
      return { x, y, radius: roomOf(mark, gap) / 2 };
    });
    sendMarks(markFeatures(marks));
    written = writeNames(names, discs, written);
    sendNames(nameFeatures(written, window));
  }
  return {
    incidentsChanged,
    moved() {
      window = windowOf(map);
      names = layOut();
      incidentsChanged();
    },
  };
}

function windowOf(map: MapLibreMap) {
  const { lng, lat } = map.getCenter();
  const { clientWidth, clientHeight } = map.getContainer();
  return windowAround([lng, lat], map.getZoom(), clientWidth, clientHeight);
}

function textMeasure(): MeasureText {
  const context = new OffscreenCanvas(1, 1).getContext('2d')!;
  return (text, font) => {
    context.font = font;
    return context.measureText(text).width;
  };
}

/** Everything that the map may have to write, so that the letters can be fetched before. */
function everyLetter({ pack, dress }: MapPicture): string {
  const named = [...pack.areas, ...pack.places, ...pack.streets, ...pack.land];
  const letters = new Set(named.flatMap(({ names }) => (names ? [...nameIn(names, dress.lang)] : [])));
  return [...letters, '+0123456789'].join('');
}
