import type { Km } from './frame.ts';

/** A line of the sketch. */
export type Stroke = {
  id: string;
  en: string;
  zh: string;
  kind: 'river' | 'railway' | 'trunk' | 'main';
  /** Control points; the line is drawn smoothly through them. */
  through: readonly Km[];
  /** How a street goes on outside the town: drawn, but not part of the network. */
  onward: readonly Km[];
};

/** One stroke a line: `id | English | Chinese | kind | through | onward`, the last one only for some. */
export function strokes(table: string): Stroke[] {
  const rows = table.trim().split('\n');
  return rows.map((row) => {
    const [id, en, zh, kind, through, onward] = row.trim().split(' | ') as [
      string,
      string,
      string,
      Stroke['kind'],
      string,
      string?,
    ];
    return { id, en, zh, kind, through: path(through), onward: onward === undefined ? [] : path(onward) };
  });
}

/** Points written as "east north, east north, …" in km of Dashizi. */
export const path = (text: string): Km[] =>
  text.split(', ').map((pair) => pair.split(' ').map(Number) as [number, number]);
