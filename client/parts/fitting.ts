/** How many rows of at least `row` rem fit into what is there, and so how a board that never scrolls is cut. */
export function rowsThatFit(heightPx: number, rowRem: number, remPx: number): number {
  return Math.max(0, Math.floor((heightPx + 0.5) / (rowRem * remPx)));
}

/** The size of 1 rem in CSS pixels: the smallest text of this screen. */
export function remPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
