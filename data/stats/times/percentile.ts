import { insufficient, type Insufficient } from '../insufficient.ts';

/** `nearest`: a value that was there (nearest rank). `linear`: between two, R's type 7, as spreadsheets do. */
export type Between = 'nearest' | 'linear';

/**
 * The value that a share `p` of all lie at or below (Hyndman & Fan 1996, The American Statistician 50: 361-365).
 * @throws {RangeError} unless 0 < p <= 1
 */
export function percentile(values: readonly number[], p: number, between: Between): { value: number } | Insufficient {
  if (!(p > 0 && p <= 1)) throw new RangeError(`a share lies above 0 and up to 1, not ${p}`);
  const n = values.length;
  if (n === 0) return insufficient('points', 1, 0);
  const sorted = values.toSorted((a, b) => a - b);
  // A product such as 0.07 * 100 lies a little above the whole number it stands for.
  if (between === 'nearest') return { value: sorted[Math.max(1, Math.ceil(p * n - 1e-9)) - 1]! };
  const at = (n - 1) * p;
  const low = Math.floor(at);
  const next = sorted[Math.min(n - 1, low + 1)]!;
  return { value: sorted[low]! + (at - low) * (next - sorted[low]!) };
}
