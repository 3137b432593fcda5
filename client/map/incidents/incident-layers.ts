import type { LayerSpecification } from 'maplibre-gl';
import { font, type Draught } from '../widget/draught.ts';

/** Incidents, on top of everything. Their marks are laid out without touching, so all are drawn. */
export function incidentLayers({ palette, scale }: Draught): LayerSpecification[] {
  return [
    {
      id: 'incident-leader',
      type: 'line',
      source: 'incidents',
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': palette.text, 'line-width': 1.5 * scale, 'line-opacity': 0.7 },
    },
    {
      id: 'incident',
      type: 'symbol',
      source: 'incidents',
      filter: ['has', 'icon'],
      layout: {
        'icon-image': ['get', 'icon'],
        'icon-allow-overlap': true,
        'icon-padding': 0,
        'symbol-sort-key': ['get', 'sort'],
        'text-field': ['coalesce', ['get', 'more'], ''],
        'text-font': font('semibold'),
        'text-size': 16 * scale,
        'text-anchor': 'left',
        'text-offset': [0.3, 0.5],
        'text-allow-overlap': true,
        'text-padding': 0,
      },
      paint: { 'text-color': palette.text, 'text-halo-color': palette.halo, 'text-halo-width': 2.5 * scale },
    },
  ];
}
