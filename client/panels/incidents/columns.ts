import type { Band } from '#data/rules/urgency.ts';

/** What the board has to stand in: its height in rem, and how many columns. */
export type Room = { height: number; across: number };

/** A run of one band in a column: the places `from` to before `to` of the sorted list. */
type Run = { band: Band; from: number; to: number };
type Columns = { columns: Run[][]; headed: boolean; fits: number };

/** Least height, rem. */
export const ROW = 3;
/** A heading that is read from one and a half times the set distance, as the figures are. */
export const HEADING = 1.9;
/** From so many rows in a column on, headings may take the place of one or two. */
const AMPLE = 10;
/** A pixel that rounding took away is no row lost. */
const SLACK = 0.03;

/**
 * The list cut into columns, each beginning with the heading of what it begins with. Where height is short, headings
 * stand only if they cost no row.
 * @param bands of the whole list, in its order.
 */
export function columnsOf(bands: readonly Band[], { height, across }: Room): Columns {
  const down = Math.max(1, Math.floor((height + SLACK) / ROW));
  const plain = cut(bands, Math.max(height, ROW), across, 0);
  const withHeadings = cut(bands, height, across, HEADING);
  return down >= AMPLE || withHeadings.fits === plain.fits
    ? { ...withHeadings, headed: true }
    : { ...plain, headed: false };
}

function cut(bands: readonly Band[], height: number, across: number, heading: number): Omit<Columns, 'headed'> {
  const columns: Run[][] = [];
  let left = 0;
  for (const [at, band] of bands.entries()) {
    const before = columns.at(-1)?.at(-1);
    const goesOn = before?.band === band;
    if (before && (goesOn ? ROW : heading + ROW) <= left + SLACK) {
      left -= goesOn ? ROW : heading + ROW;
      if (goesOn) before.to = at + 1;
      else columns.at(-1)!.push({ band, from: at, to: at + 1 });
      continue;
    }
    if (columns.length === across || heading + ROW > height + SLACK) return { columns, fits: at };
    columns.push([{ band, from: at, to: at + 1 }]);
    left = height - heading - ROW;
  }
  return { columns, fits: bands.length };
}
