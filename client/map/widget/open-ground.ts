/** A box with sides along the axes, pixels. */
export type Box = { left: number; top: number; right: number; bottom: number };

/** Side of a square, pixels. */
const SQUARE = 6;

/** Which parts of a picture nothing stands on. */
export type OpenGround = {
  /** True when the box lies in the picture and covers none of what stands there. */
  isOpen(box: Box): boolean;
};

/**
 * Squares that are taken, summed from the corner, so that any box is asked in four look-ups however
 * much it covers.
 */
export function openGround(width: number, height: number, taken: Iterable<Box>): OpenGround {
  const columns = Math.ceil(width / SQUARE);
  const rows = Math.ceil(height / SQUARE);
  const square = (pixels: number, most: number) => Math.min(most, Math.max(0, pixels));
  const marked = new Uint8Array(columns * rows);
  for (const { left, top, right, bottom } of taken)
    for (let row = square(Math.floor(top / SQUARE), rows); row < square(Math.ceil(bottom / SQUARE), rows); row++)
      marked.fill(
        1,
        row * columns + square(Math.floor(left / SQUARE), columns),
        row * columns + square(Math.ceil(right / SQUARE), columns),
      );

  const sums = new Uint32Array((columns + 1) * (rows + 1));
  const sum = (column: number, row: number) => sums[row * (columns + 1) + column]!;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      sums[(row + 1) * (columns + 1) + column + 1] =
        marked[row * columns + column]! + sum(column, row + 1) + sum(column + 1, row) - sum(column, row);

  return {
    isOpen({ left, top, right, bottom }) {
      if (left < 0 || top < 0 || right > width || bottom > height) return false;
      const [west, east] = [Math.floor(left / SQUARE), Math.min(columns, Math.ceil(right / SQUARE))];
      const [north, south] = [Math.floor(top / SQUARE), Math.min(rows, Math.ceil(bottom / SQUARE))];
      return sum(east, south) - sum(west, south) - sum(east, north) + sum(west, north) === 0;
    },
  };
}
