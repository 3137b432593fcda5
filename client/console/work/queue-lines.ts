import type { Band } from '#data/rules/urgency.ts';
import type { QueueRow } from './queue-rows.ts';

/** A line of the list: an incident, or the heading over those of one band. */
export type Heading = { heading: Band; count: number };
export type QueueLine = QueueRow | Heading;

export const isHeading = (line: QueueLine): line is Heading => 'heading' in line;
export const lineKey = (line: QueueLine): string => (isHeading(line) ? line.heading : line.incident.id);

/** The rows with a heading where a band begins. */
export function linesOf(rows: readonly QueueRow[]): QueueLine[] {
  const counts = new Map<Band, number>();
  for (const { band } of rows) counts.set(band, (counts.get(band) ?? 0) + 1);
  return rows.flatMap((row, at) =>
    row.band === rows[at - 1]?.band ? [row] : [{ heading: row.band, count: counts.get(row.band)! }, row],
  );
}

/**
 * The line that stays where it is on the screen when the list is made anew: of those that are seen and still there, the
 * one that moved as most of them did. A single row that jumps to another band takes nobody along.
 * @param seen keys of the lines on the screen, from top to bottom. @param before, after: keys of the whole list.
 */
export function heldLine(
  seen: readonly string[],
  before: readonly string[],
  after: readonly string[],
): { from: number; to: number } | null {
  const was = new Map(before.map((key, at) => [key, at]));
  const is = new Map(after.map((key, at) => [key, at]));
  const moved = seen
    .map((key) => ({ from: was.get(key), to: is.get(key) }))
    .filter((each): each is { from: number; to: number } => each.from !== undefined && each.to !== undefined)
    .toSorted((a, b) => a.to - a.from - (b.to - b.from));
  return moved[Math.floor(moved.length / 2)] ?? null;
}
