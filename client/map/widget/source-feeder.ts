import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { Feature } from 'geojson';
import { diffFeatures } from './feature-diff.ts';
import { oneInFlight } from './one-in-flight.ts';

/** Keeps a source in step with a list: only what changed, one message to the worker at a time. */
export function createSourceFeeder<F extends Feature<Feature['geometry'], { id: string }>>(
  map: MapLibreMap,
  id: string,
) {
  let sent: readonly F[] = [];
  return oneInFlight(async (features: readonly F[]) => {
    const diff = diffFeatures(sent, features);
    const source = map.getSource<GeoJSONSource>(id);
    if (!diff || !source) return;
    sent = features;
    await source.updateData(diff);
  });
}
