import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { font, level, type Draught } from '../widget/draught.ts';
import { nameKinds, type NameKind } from './name-layout.ts';
import { nameStyles } from './name-styles.ts';

const is = (key: string, ...values: string[]): ExpressionSpecification => ['in', ['get', key], ['literal', values]];

/**
 * Names, the least important first: a later layer is placed before an earlier one, and what finds
 * no room is left out. Marks of incidents come later still, so names give way to them. Districts,
 * rivers and streets are laid out beforehand (name-layout.ts) and find themselves in `names`.
 */
export function labelLayers(draught: Draught): LayerSpecification[] {
  const { palette, scale } = draught;
  const halo = (colour: string) => ({
    'text-color': colour,
    'text-halo-color': palette.halo,
    'text-halo-width': 2 * scale,
    'text-halo-blur': 0.5 * scale,
  });
  const area = (kind: string, from: number, to: number, size: number): LayerSpecification => ({
    id: `name-${kind}`,
    type: 'symbol',
    source: 'area-names',
    minzoom: level(from, draught),
    maxzoom: Math.min(24, level(to, draught)),
    filter: ['==', ['get', 'level'], kind],
    layout: {
      'text-field': ['get', 'name'],
      'text-padding': 8 * scale,
      'text-font': font('medium'),
      'text-size': size * scale,
      'text-max-width': 7,
      'symbol-sort-key': ['-', 0, ['get', 'cells']],
    },
    paint: halo(palette.muted),
  });
  const colours: Record<NameKind, string> = {
    district: palette.text,
    river: palette.waterText,
    stream: palette.waterText,
    trunk: palette.muted,
    main: palette.muted,
    minor: palette.muted,
  };
  return [
    area('community', 14, 24, 16),
    {
      id: 'name-park',
      type: 'symbol',
      source: 'land',
      minzoom: level(12.5, draught),
      filter: ['all', is('class', 'park', 'lake', 'hill'), ['has', 'name']],
      layout: {
        'text-field': ['get', 'name'],
        'text-padding': 6 * scale,
        'text-font': font('regular'),
        'text-size': 16 * scale,
        'text-max-width': 6,
      },
      paint: halo(palette.muted),
    },
    area('subdistrict', 12.8, 15.5, 18),
    {
      id: 'place',
      type: 'symbol',
      source: 'places',
      minzoom: level(10, draught),
      layout: {
        'icon-image': ['concat', 'place-', ['get', 'class']],
        'icon-padding': 4 * scale,
        'symbol-sort-key': ['get', 'rank'],
        'text-field': [
          'step',
          ['zoom'],
          '',
          level(12, draught),
          ['case', ['<', ['get', 'rank'], 3], ['get', 'name'], ''],
          level(13.5, draught),
          ['get', 'name'],
        ],
        'text-font': font('regular'),
        'text-size': 16 * scale,
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        'text-radial-offset': 0.9,
        'text-justify': 'auto',
        'text-optional': true,
        'text-max-width': 9,
      },
      paint: halo(palette.muted),
    },
    ...nameKinds.toReversed().map((kind): LayerSpecification => {
      const { size, weight, spacing } = nameStyles[kind];
      return {
        id: `name-${kind}`,
        type: 'symbol',
        source: 'names',
        filter: is('kind', kind),
        layout: {
          'text-field': ['get', 'text'],
          'text-font': font(weight),
          'text-size': size * scale,
          'text-letter-spacing': spacing,
          'text-max-width': 100,
          'text-rotate': ['get', 'angle'],
          'text-rotation-alignment': 'map',
          'text-allow-overlap': true,
        },
        paint: halo(colours[kind]),
      };
    }),
  ];
}
