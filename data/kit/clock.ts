/** Stops what it belongs to; calling it twice does nothing more. */
export type Stop = () => void;

/** Time as an argument. `main.ts` has the real one; the test clock stands still until moved. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs once, `ms` from now. */
  after(ms: number, run: () => void): Stop;
};
