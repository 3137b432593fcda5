import type { Speech } from '#client/words/shared/speech.ts';

type Read = { asOf: number | null; say: Speech };

/** A count of what is on the board, or a dash before anything has come: what is not known is not nought. */
export const counted = ({ asOf, say }: Read, n: number): string => (asOf === null ? '–' : say.number(n));
