/** Where a local line is fitted: points [first, last] of those numbered from 1, with `length` of the window. */
type Window = { first: number; last: number; length: number };

export type Loess = { length: number; degree: 0 | 1; jump: number };

/**
 * Local regression over equally spaced points, as the Fortran of STL has it (Cleveland et al. 1990; netlib `a/stl`,
 * `ess` and `est`): windows that do not reach over the ends, every `jump`-th point fitted, straight lines between.
 */
export function loess(y: readonly number[], { length, degree, jump }: Loess, weights?: readonly number[]): number[] {
  const n = y.length;
  if (n < 2) return [...y];
  const fit = (at: number, window: Window) => fitAt(y, at, window, degree, weights) ?? y[at - 1]!;
  const step = Math.min(jump, n - 1);
  const smooth = new Array<number>(n);
  let window: Window = { first: 1, last: n, length };
  for (let at = 1; at <= n; at += step) {
    window = windowAt(at, n, length, step === 1);
    smooth[at - 1] = fit(at, window);
  }
  if (step === 1) return smooth;

  for (let at = 1; at <= n - step; at += step) between(smooth, at, at + step);
  const last = Math.floor((n - 1) / step) * step + 1;
  if (last !== n) {
    // The window of the point fitted last, as it was.
    smooth[n - 1] = fit(n, window);
    between(smooth, last, n);
  }
  return smooth;
}

function between(smooth: number[], from: number, to: number): void {
  const [start, end] = [smooth[from - 1]!, smooth[to - 1]!];
  for (let at = from + 1; at < to; at++) smooth[at - 1] = start + ((end - start) / (to - from)) * (at - from);
}

/** Fitting every point, the original moves its window one point later than where it skips some. */
function windowAt(at: number, n: number, length: number, everyPoint: boolean): Window {
  if (length >= n) return { first: 1, last: n, length };
  const half = everyPoint ? Math.floor((length + 2) / 2) : Math.floor((length + 1) / 2);
  const first = Math.min(n - length + 1, Math.max(1, at - half + 1));
  return { first, last: first + length - 1, length };
}

/** The local fit at a place, which may lie beside the points; null where no point has any weight. */
export function fitAt(
  y: readonly number[],
  at: number,
  { first, last, length }: Window,
  degree: 0 | 1,
  weights?: readonly number[],
): number | null {
  const n = y.length;
  const reach = Math.max(at - first, last - at) + (length > n ? Math.floor((length - n) / 2) : 0);
  const w: number[] = [];
  let sum = 0;
  for (let j = first; j <= last; j++) {
    const far = Math.abs(j - at);
    const near = far > 0.999 * reach ? 0 : far <= 0.001 * reach ? 1 : (1 - (far / reach) ** 3) ** 3;
    w.push(near * (weights?.[j - 1] ?? 1));
    sum += w.at(-1)!;
  }
  if (sum <= 0) return null;
  const share = w.map((each) => each / sum);
  if (reach > 0 && degree > 0) {
    const middle = share.reduce((all, each, i) => all + each * (first + i), 0);
    const spread = share.reduce((all, each, i) => all + each * (first + i - middle) ** 2, 0);
    if (Math.sqrt(spread) > 0.001 * (n - 1)) {
      const slope = (at - middle) / spread;
      share.forEach((each, i) => (share[i] = each * (slope * (first + i - middle) + 1)));
    }
  }
  return share.reduce((all, each, i) => all + each * y[first + i - 1]!, 0);
}
