import type { Fix } from '#data/contract/api.ts';

/** A fix of a track file; `at` in milliseconds since 1970. */
export type TimedFix = Fix & { at: number };
