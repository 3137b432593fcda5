import { level, type Draught } from '../widget/draught.ts';
import type { TextSize } from './line-names.ts';
import type { NameKind } from './name-layout.ts';

/** How names are written, in the sizes of a desk: 16 pixels are the smallest text that can be read. */
export const nameStyles: Record<
  NameKind,
  { size: number; weight: 'regular' | 'medium' | 'semibold'; spacing: number; from: number }
> = {
  district: { size: 23, weight: 'semibold', spacing: 0.04, from: 8 },
  river: { size: 17, weight: 'medium', spacing: 0.1, from: 9 },
  stream: { size: 16, weight: 'medium', spacing: 0.06, from: 11 },
  trunk: { size: 17, weight: 'medium', spacing: 0, from: 10 },
  main: { size: 16, weight: 'medium', spacing: 0, from: 10.8 },
  minor: { size: 16, weight: 'regular', spacing: 0, from: 14.5 },
};
/** Air around a name, in its letters' height. */
const AIR = 0.45;
/** Two districts' names side by side would be read as one. */
const DISTRICT_AIR = 0.7;
const LINE_HEIGHT = 1.2;

export function namesFrom(draught: Draught): Record<NameKind, number> {
  const from = {} as Record<NameKind, number>;
  for (const [kind, style] of Object.entries(nameStyles)) from[kind as NameKind] = level(style.from, draught);
  return from;
}

/** Width of a text in a CSS font, pixels. */
export type MeasureText = (text: string, font: string) => number;

/** The room that a name takes on the map, its lines broken as `broken` breaks them. */
export function nameSize(kind: NameKind, text: string, { scale }: Draught, measure: MeasureText): TextSize {
  const { size, weight, spacing } = nameStyles[kind];
  const letters = size * scale;
  const font = `${{ regular: 400, medium: 500, semibold: 600 }[weight]} ${letters}px 'Inter Variable', 'Noto Sans SC Variable', sans-serif`;
  const lines = text.split('\n');
  const widest = Math.max(...lines.map((line) => measure(line, font) + line.length * spacing * letters));
  const air = kind === 'district' ? DISTRICT_AIR : AIR;
  return { width: widest + air * letters, height: (lines.length * LINE_HEIGHT + air - 0.2) * letters };
}

/** A name of several words in two lines of about the same length. */
export function broken(text: string): string {
  const gaps = [...text.matchAll(/ /g)].map(({ index }) => index);
  if (text.length < 12 || gaps.length === 0) return text;
  const middle = gaps.reduce((best, gap) =>
    Math.abs(gap - text.length / 2) < Math.abs(best - text.length / 2) ? gap : best,
  );
  return `${text.slice(0, middle)}\n${text.slice(middle + 1)}`;
}
