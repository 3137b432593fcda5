import type { ExpressionSpecification } from 'maplibre-gl';
import type { Palette } from './palette.ts';

/** What every layer is drawn with. */
export type Draught = {
  palette: Palette;
  /** Everything drawn is this many times its size on a desk: 2 on a wall seen from twice as far. */
  scale: number;
};

/** A zoom level of a map drawn larger: at twice the scale the same picture comes one level later. */
export const level = (zoom: number, { scale }: Draught) => zoom + Math.log2(scale);

/** Grows with the zoom: `[zoom, pixels]` pairs, in the sizes of a desk. */
export function sized(stops: readonly (readonly [number, number])[], draught: Draught): ExpressionSpecification {
  const pairs = stops.flatMap(([zoom, pixels]) => [level(zoom, draught), pixels * draught.scale]);
  return ['interpolate', ['exponential', 1.5], ['zoom'], ...pairs] as ExpressionSpecification;
}

/**
 * Fonts of the page, drawn by the browser: the style has no `glyphs`. MapLibre reads the weight out
 * of the first name, which therefore names nothing but the weight.
 */
export const font = (weight: 'regular' | 'medium' | 'semibold'): string[] => [
  `map ${weight}`,
  'Inter Variable',
  'Noto Sans SC Variable',
  'Noto Sans CJK SC',
];
