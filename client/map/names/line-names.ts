import type { Pixel } from '../widget/map-window.ts';
import type { NameBox } from './name-box.ts';

export type TextSize = { width: number; height: number };

/** A line may leave its name by this much of the letters' height. */
const SAG = 0.4;
/** Free line between two writings of the same name, in its widths. */
const REPEAT = 2.5;

/**
 * Where a name can lie straight along a line, the best place first: where the line bends least, and
 * rather in the middle of it. None when the line is too short or too crooked everywhere.
 */
export function placesAlong(line: readonly Pixel[], { width, height }: TextSize): NameBox[] {
  const lengths = distances(line);
  const total = lengths.at(-1)!;
  const step = Math.max(4, width / 12);
  const found: { box: NameBox; at: number; cost: number }[] = [];
  for (let at = width / 2; at <= total - width / 2; at += step) {
    const [fromX, fromY] = pointAt(line, lengths, at - width / 2);
    const [toX, toY] = pointAt(line, lengths, at + width / 2);
    const sag = sagitta(line, lengths, at, width);
    if (sag > SAG * height || Math.hypot(toX - fromX, toY - fromY) < 0.96 * width) continue;
    const box = {
      x: (fromX + toX) / 2,
      y: (fromY + toY) / 2,
      halfWidth: width / 2,
      halfHeight: height / 2,
      angle: upright(Math.atan2(toY - fromY, toX - fromX)),
    };
    found.push({ box, at, cost: sag / height + Math.abs(at / total - 0.5) });
  }
  found.sort((a, b) => a.cost - b.cost);
  const apart: typeof found = [];
  for (const place of found)
    if (apart.every((other) => Math.abs(other.at - place.at) > REPEAT * width)) apart.push(place);
  return [...apart, ...found.filter((place) => !apart.includes(place))].map(({ box }) => box);
}

/** So that nobody has to read upside down. */
function upright(angle: number): number {
  if (angle > Math.PI / 2) return angle - Math.PI;
  return angle <= -Math.PI / 2 ? angle + Math.PI : angle;
}

function distances(line: readonly Pixel[]): number[] {
  let sum = 0;
  return line.map(([x, y], i) => (sum += i === 0 ? 0 : Math.hypot(x - line[i - 1]![0], y - line[i - 1]![1])));
}

function pointAt(line: readonly Pixel[], lengths: readonly number[], at: number): Pixel {
  let i = 1;
  while (i < line.length - 1 && lengths[i]! < at) i++;
  const [from, to] = [line[i - 1]!, line[i]!];
  const length = lengths[i]! - lengths[i - 1]!;
  const share = length === 0 ? 0 : (at - lengths[i - 1]!) / length;
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

/** How far the line strays from the straight between the two ends of the name. */
function sagitta(line: readonly Pixel[], lengths: readonly number[], at: number, width: number): number {
  const [fromX, fromY] = pointAt(line, lengths, at - width / 2);
  const [toX, toY] = pointAt(line, lengths, at + width / 2);
  const chord = Math.hypot(toX - fromX, toY - fromY) || 1;
  let most = 0;
  for (let share = 1; share < 8; share++) {
    const [x, y] = pointAt(line, lengths, at + (share / 8 - 0.5) * width);
    most = Math.max(most, Math.abs((x - fromX) * (toY - fromY) - (y - fromY) * (toX - fromX)) / chord);
  }
  return most;
}
