import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { Map as MapLibreMap, setWorkerUrl, type ExpressionSpecification, type LayerSpecification } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { CellId } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import { outline } from '../ground/area-features.ts';
import type { Draught } from '../widget/draught.ts';
import { fitView } from '../widget/fit-view.ts';
import { DENSITY, styleImages } from '../widget/images.ts';
import { whenFontsAreThere } from '../widget/map-fonts.ts';
import type { DrawMap, MapPicture } from '../widget/map-picture.ts';
import { createMarksAndNames } from '../names/marks-and-names.ts';
import { metresPerPixel } from '../widget/mercator.ts';
import { nameIn } from '../names/name-in.ts';
import { palettes, type Theme } from '../widget/palette.ts';
import { mapStyle } from '../widget/style.ts';

setWorkerUrl(workerUrl);

/** One colour for each band of the time since the last visit: the `--heat` scale of client/tokens.css. */
export const coverageInk: Readonly<Record<Theme, readonly string[]>> = {
  dark: ['#1b2024', '#25384a', '#2f5375', '#4277a6', '#6aa0d2', '#b5d8f7'],
  light: ['#f0f2f4', '#cfdeec', '#a3c2df', '#6b9bc9', '#3670a8', '#0e3f74'],
};

export type CoverageParts = {
  clock: Clock;
  /** The band of each cell, an index into `coverageInk`; read anew whenever the picture's cells change. */
  bands: () => ReadonlyMap<CellId, number>;
  chosen: () => CellId | null;
  pick: (cell: CellId) => void;
};

/** The grid by the time since each cell was last visited, as feature state; a click picks a cell. */
export function createCoverageMap({ clock, bands, chosen, pick }: CoverageParts): DrawMap {
  return (container, picture, events) => {
    const { pack, dress } = picture;
    const draught: Draught = { palette: palettes[dress.theme], scale: dress.scale };
    const element = document.createElement('div');
    element.style.cssText = 'position:absolute;inset:0';
    container.append(element);
    const edge = outline(pack.cells);
    const fitted = () => {
      const panel = { width: element.clientWidth, height: element.clientHeight };
      return fitView(pack.city.bounds, edge, panel, 12 * dress.scale, []);
    };
    let map: MapLibreMap;
    try {
      map = new MapLibreMap({
        container: element,
        ...fitted(),
        attributionControl: false,
        renderWorldCopies: false,
        dragRotate: false,
        pitchWithRotate: false,
        maxPitch: 0,
        fadeDuration: 0,
        localIdeographFontFamily: false,
      });
    } catch (error) {
      element.remove();
      throw error;
    }
    let alive = true;
    let styled = false;
    let shown: ReadonlyMap<CellId, number> = new Map();
    let marked: CellId | null = null;
    const names = createMarksAndNames(map, picture, draught);

    function show() {
      const next = bands();
      for (const [id, band] of next)
        if (shown.get(id) !== band) map.setFeatureState({ source: 'cells', id }, { coverage: band });
      shown = next;
      const cell = chosen();
      if (marked !== null && marked !== cell) map.setFeatureState({ source: 'cells', id: marked }, { chosen: false });
      if (cell !== null) map.setFeatureState({ source: 'cells', id: cell }, { chosen: true });
      marked = cell;
    }
    function moved() {
      if (styled) names.moved();
      const zoom = map.getZoom();
      events.viewed({ zoom, metresPerPixel: metresPerPixel(zoom, pack.city.center[1]) });
    }
    const stopFonts = whenFontsAreThere(lettersOf(picture), clock, () => {
      const style = mapStyle(pack, dress.lang, draught);
      map.setStyle({ ...style, layers: withCoverage(style.layers, draught, dress.theme) });
    });
    map.once('style.load', () => {
      for (const [name, image] of styleImages(draught)) map.addImage(name, image, { pixelRatio: DENSITY });
      styled = true;
      show();
      names.moved();
    });
    map.once('idle', events.ready);
    map.on('webglcontextlost', () => {
      alive = false;
      events.lost();
    });
    map.on('resize', () => void map.jumpTo(fitted()));
    map.on('moveend', moved);
    map.on('click', ({ point }) => {
      const [found] = map.queryRenderedFeatures(point, { layers: ['cell-coverage'] });
      const id: unknown = found?.properties['id'];
      if (typeof id === 'string') pick(id as CellId);
    });

    return {
      cellsChanged: () => alive && styled && show(),
      incidentsChanged() {},
      reservedChanged() {},
      unitsMoved() {},
      unitStatesChanged() {},
      unitAt: () => null,
      incidentAt: () => null,
      chosenChanged() {},
      focus() {},
      home() {},
      nearer() {},
      dispose() {
        alive = false;
        stopFonts();
        map.remove();
        element.remove();
      },
    };
  };
}

/** The city's own layers with the coverage below every line; without what is about incidents. */
function withCoverage(layers: readonly LayerSpecification[], draught: Draught, theme: Theme): LayerSpecification[] {
  const kept = layers.filter(({ id }) => !/^(incident|cell-(attention|alert))/.test(id));
  const at = kept.findIndex(({ id }) => id === 'cell-edge');
  return [...kept.slice(0, at), ...coverageLayers(draught, theme), ...kept.slice(at)];
}

export function coverageLayers({ palette, scale }: Draught, theme: Theme): LayerSpecification[] {
  const ink = coverageInk[theme];
  const colour = [
    'match',
    ['coalesce', ['feature-state', 'coverage'], -1],
    ...ink.flatMap((each, band) => [band, each]),
    palette.land,
  ] as unknown as ExpressionSpecification;
  return [
    { id: 'cell-coverage', type: 'fill', source: 'cells', paint: { 'fill-color': colour, 'fill-opacity': 0.82 } },
    {
      id: 'cell-chosen',
      type: 'line',
      source: 'cells',
      paint: {
        'line-color': palette.p2,
        'line-width': 3 * scale,
        'line-opacity': ['case', ['boolean', ['feature-state', 'chosen'], false], 1, 0],
      },
    },
  ];
}

/** Everything that the map may have to write. */
function lettersOf({ pack, dress }: MapPicture): string {
  const named = [...pack.areas, ...pack.places, ...pack.streets, ...pack.land];
  return [...new Set(named.flatMap(({ names }) => (names ? [...nameIn(names, dress.lang)] : [])))].join('');
}
