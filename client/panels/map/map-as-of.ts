/** A server that has nothing new to say of positions says so every 10 s; older frames are of a picture that is not whole, ms. */
const WHOLE_MS = 15_000;

/** As of when the map stands: the board, or what is shown of the units where that is older. All ms. */
export function mapAsOf(boardAt: number | null, unitsAt: number | null, now: number): number | null {
  if (boardAt === null || unitsAt === null || now - unitsAt <= WHOLE_MS) return boardAt;
  return Math.min(boardAt, unitsAt);
}
