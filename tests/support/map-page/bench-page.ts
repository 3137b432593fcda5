// 10,000 units at 10 Hz on the same map, drawn in one of several ways: ?draws=layer|setData|updateData|nothing
import '#client/theme.css';
import './map-page.css';
import { Map as MapLibreMap, type GeoJSONSource } from 'maplibre-gl';
import type { FeatureCollection } from 'geojson';
import { locate } from '#data/contract/positions-frame.ts';
import { gridLayer } from '#client/map/grid/grid.ts';
import { groundLayer } from '#client/map/ground/ground.ts';
import { incidentLayer } from '#client/map/incidents/incidents.ts';
import { nameLayer } from '#client/map/names/names.ts';
import { createFleet } from '#client/map/units/fleet.ts';
import { unitLayer } from '#client/map/units/units.ts';
import { drawMap } from '#client/map/widget/draw-map.ts';
import { createLivingMap } from '#client/map/widget/living-map.ts';
import { frameClock, pageClock } from '#client/page/clock.ts';
import { palettes } from '#client/map/widget/palette.ts';
import { mapStyle } from '#client/map/widget/style.ts';
import type { UnitFrame } from '#client/map/units/unit-frame.ts';
import { makePack } from '../pack.ts';
import { drivingUnits } from './scene-units.ts';

declare global {
  interface Window {
    /** Frames that were painted, for who measures. */
    painted: number;
  }
}

const UNITS = 10_000;
const EVERY = 100;
const draws = new URLSearchParams(location.search).get('draws') ?? 'layer';
const pack = makePack({}, { columns: 48, rows: 26 });
const dress = { lang: 'en', theme: 'dark', scale: 1 } as const;
// Far too fast for a street, so that the map has to paint at the rate of the frames.
const frameAt = drivingUnits(pack, UNITS, 70);
// Frames are ready beforehand: what is measured is drawing, not driving.
const frames = Array.from({ length: 600 }, (_, i) => {
  const { x, y, at } = frameAt(i * EVERY);
  return { x: x.slice(), y: y.slice(), at };
});
const states = Uint8Array.from({ length: UNITS }, (_, slot) => 1 + (slot % 5));

// What is measured is a page that paints whenever it is asked: as if the graphics were done at once.
WebGL2RenderingContext.prototype.getSyncParameter = () => WebGL2RenderingContext.SIGNALED;
const container = document.createElement('div');
container.style.cssText = 'position:absolute;inset:0';
document.body.append(container);
document.documentElement.dataset['theme'] = 'dark';
window.painted = 0;
const say = (state: string) => (document.documentElement.dataset['map'] = state);

function everyFrame(show: (frame: UnitFrame) => void) {
  let tick = 0;
  if (draws !== 'nothing') setInterval(() => show(frames[tick++ % frames.length]!), EVERY);
}

const below = [groundLayer, gridLayer(new Map()), nameLayer];
const marks = incidentLayer({ placed: [], chosen: null });

function byLayer() {
  const fleet = createFleet({ reach: pack.city.reach, frameClock, glide: () => true });
  createLivingMap({
    container,
    pack,
    dress,
    layers: [...below, unitLayer({ fleet, states }), marks],
    margin: 16,
    reserved: [],
    draw: drawMap({ clock: pageClock(), frameClock }),
    clock: pageClock(),
    state: say,
    viewed: () => {},
    picked: () => {},
  });
  fleet.feed(frames[0]!);
  everyFrame((frame) => {
    // Times go on where the frames begin again.
    fleet.feed({ ...frame, at: Date.now() });
  });
  // Painting goes through the frame callback of the page: count what reaches the canvas.
  const draw = WebGL2RenderingContext.prototype.drawArrays;
  WebGL2RenderingContext.prototype.drawArrays = function (mode, first, count) {
    if (count === UNITS) window.painted++;
    draw.call(this, mode, first, count);
  };
}

/** As one would without a layer of one's own: a source of points and a circle for each. */
function bySource(replace: boolean) {
  const sheet = { pack, ...dress, draught: { palette: palettes.dark, scale: 1 } };
  const style = mapStyle(
    pack.city.id,
    [...below, marks].map(({ kind }) => kind.style(sheet)),
  );
  const empty: FeatureCollection = { type: 'FeatureCollection', features: [] };
  style.sources['units'] = { type: 'geojson', data: empty };
  style.layers.push({
    id: 'units',
    type: 'circle',
    source: 'units',
    paint: { 'circle-radius': 4, 'circle-color': ['case', ['<', ['get', 'state'], 4], '#5aaeff', '#8d969e'] },
  });
  const map = new MapLibreMap({ container, style, bounds: pack.city.bounds, interactive: false, fadeDuration: 0 });
  map.on('render', () => window.painted++);
  map.once('idle', () => {
    say('ok');
    const source = map.getSource<GeoJSONSource>('units')!;
    let flying = false;
    const features = ({ x, y }: UnitFrame) =>
      Array.from(x, (_, slot) => ({
        type: 'Feature' as const,
        id: slot,
        geometry: { type: 'Point' as const, coordinates: locate(pack.city.reach, x[slot]!, y[slot]!) },
        properties: { state: states[slot] },
      }));
    source.setData({ type: 'FeatureCollection', features: features(frames[0]!) }).catch(reportError);
    everyFrame((frame) => {
      if (replace)
        return void source.setData({ type: 'FeatureCollection', features: features(frame) }).catch(reportError);
      if (flying) return;
      flying = true;
      const update = features(frame).map(({ id, geometry }) => ({ id, newGeometry: geometry }));
      source
        .updateData({ update })
        .then(() => (flying = false))
        .catch(reportError);
    });
  });
}

if (draws === 'layer' || draws === 'nothing') byLayer();
else bySource(draws === 'setData');
