/** A closed ring: x, y, x, y, … */
type Ring = Float64Array;

export type Raster = {
  /**
   * What the square of the point says: NOTHING where no ring may hold it, `~index` of the one ring
   * that surely does, or where in `lists` those to be asked begin.
   */
  at(x: number, y: number): number;
  /** Indices of rings, lowest first, each list closed by END. */
  readonly lists: Int32Array;
};

export const NOTHING = -(2 ** 31);
export const END = -1;

/** Squares for each ring: enough that most squares see no border. */
const SQUARES_PER_RING = 256;
const SQUARES_AT_LEAST = 4096;
const SQUARES_AT_MOST = 1 << 20;
/** Part of a square by which borders are drawn too wide, so that rounding never loses one. */
const MARGIN = 1e-6;

/** Lays a raster of squares over the rings. `holds` is the exact test. */
export function drawRaster(rings: readonly Ring[], holds: (index: number, x: number, y: number) => boolean): Raster {
  const frame = frameOf(rings);
  if (frame === null) return { at: () => NOTHING, lists: new Int32Array(0) };
  const { west, south, columns, rows, perX, perY } = frame;
  // Numbers side by side, not objects: a point anywhere in a city finds its square with one look into memory.
  const squares = new Int32Array(columns * rows).fill(NOTHING);
  const lists = writeLists(rings, frame, squares);

  rings.forEach((ring, index) => {
    const box = boxOf(ring);
    for (let row = rowOf(frame, box.south); row <= rowOf(frame, box.north); row++)
      for (let column = columnOf(frame, box.west); column <= columnOf(frame, box.east); column++) {
        const square = row * columns + column;
        if (squares[square] === NOTHING && holds(index, west + (column + 0.5) / perX, south + (row + 0.5) / perY))
          squares[square] = ~index;
      }
  });

  return {
    lists,
    at(x, y) {
      const column = Math.floor((x - west) * perX);
      const row = Math.floor((y - south) * perY);
      return column >= 0 && column < columns && row >= 0 && row < rows ? squares[row * columns + column]! : NOTHING;
    },
  };
}

/** Tells the squares that borders cross where their list begins; squares with the same rings share one. */
function writeLists(rings: readonly Ring[], frame: Frame, squares: Int32Array): Int32Array {
  const crossed = new Map<number, number[]>();
  rings.forEach((ring, index) => {
    for (const square of squaresOnBorder(ring, frame)) {
      const list = crossed.get(square);
      if (list === undefined) crossed.set(square, [index]);
      else if (list[list.length - 1] !== index) list.push(index);
    }
  });
  const starts = new Map<string, number>();
  const lists: number[] = [];
  for (const [square, list] of crossed) {
    const key = list.join();
    let start = starts.get(key);
    if (start === undefined) {
      starts.set(key, (start = lists.length));
      lists.push(...list, END);
    }
    squares[square] = start;
  }
  return Int32Array.from(lists);
}

type Frame = { west: number; south: number; columns: number; rows: number; perX: number; perY: number };

function frameOf(rings: readonly Ring[]): Frame | null {
  if (rings.length === 0) return null;
  const boxes = rings.map(boxOf);
  const west = Math.min(...boxes.map((box) => box.west));
  const south = Math.min(...boxes.map((box) => box.south));
  const width = Math.max(...boxes.map((box) => box.east)) - west;
  const height = Math.max(...boxes.map((box) => box.north)) - south;
  const wanted = Math.min(SQUARES_AT_MOST, Math.max(SQUARES_AT_LEAST, rings.length * SQUARES_PER_RING));
  const side = Math.sqrt((width * height) / wanted);
  // One more of each, so that the eastern and northern rims fall into a square too.
  const columns = Math.floor(width / side) + 1;
  const rows = Math.floor(height / side) + 1;
  return { west, south, columns, rows, perX: 1 / side, perY: 1 / side };
}

const columnOf = (frame: Frame, x: number) =>
  Math.min(frame.columns - 1, Math.max(0, Math.floor((x - frame.west) * frame.perX)));
const rowOf = (frame: Frame, y: number) =>
  Math.min(frame.rows - 1, Math.max(0, Math.floor((y - frame.south) * frame.perY)));

function* squaresOnBorder(ring: Ring, frame: Frame): Iterable<number> {
  const marginX = MARGIN / frame.perX;
  const marginY = MARGIN / frame.perY;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const upward = ring[i + 1]! <= ring[i + 3]!;
    const lower = upward ? i : i + 2;
    const upper = upward ? i + 2 : i;
    const ax = ring[lower]!;
    const ay = ring[lower + 1]!;
    const bx = ring[upper]!;
    const by = ring[upper + 1]!;
    const top = rowOf(frame, by + marginY);
    for (let row = rowOf(frame, ay - marginY); row <= top; row++) {
      const from = Math.max(ay, frame.south + row / frame.perY - marginY);
      const to = Math.min(by, frame.south + (row + 1) / frame.perY + marginY);
      const at = (y: number) => (by === ay ? ax : ax + ((bx - ax) * (y - ay)) / (by - ay));
      const xs = by === ay ? [ax, bx] : [at(Math.min(from, to)), at(Math.max(from, to))];
      const last = columnOf(frame, Math.max(...xs) + marginX);
      for (let column = columnOf(frame, Math.min(...xs) - marginX); column <= last; column++)
        yield row * frame.columns + column;
    }
  }
}

function boxOf(ring: Ring) {
  let west = Infinity,
    south = Infinity,
    east = -Infinity,
    north = -Infinity;
  for (let i = 0; i < ring.length; i += 2) {
    west = Math.min(west, ring[i]!);
    east = Math.max(east, ring[i]!);
    south = Math.min(south, ring[i + 1]!);
    north = Math.max(north, ring[i + 1]!);
  }
  return { west, south, east, north };
}
