import type { Map as MapLibreMap } from 'maplibre-gl';

/**
 * Calls `then` after the first paint in which every source of the style has been there. Waiting for
 * the map to be idle is not the same: where a paint takes longer than the city needs to change a
 * mark, as without a graphics card on a wide screen, some source is always under way again.
 */
export function onceComplete(map: MapLibreMap, then: () => void): void {
  const awaited = new Set<string>();
  map.once('style.load', () => {
    for (const id of Object.keys(map.getStyle().sources)) awaited.add(id);
    map.on('render', look);
  });
  function look() {
    for (const id of awaited) if (map.isSourceLoaded(id)) awaited.delete(id);
    if (awaited.size > 0) return;
    map.off('render', look);
    then();
  }
}
