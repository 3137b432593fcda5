/** A bound of whole numbers, included below or not included above, as one that PostgreSQL takes: without a fraction or an infinity. */
export const bound = (value: number): number =>
  Math.ceil(Math.min(Math.max(value, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER));
