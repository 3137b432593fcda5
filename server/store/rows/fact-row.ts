/** A fact as it is kept: `body` is its JSON without the seq. */
export type StoredFact = { at: number; kind: string; body: string };

/** A fact on its way out: seq, body, first 8 bytes of its hash in hex. */
export type FactRow = [seq: number, body: string, hash: string];
/** Facts after seq `after`; with `kind`: of that kind only. */
export type FactQuery = { after: number; limit: number; kind?: string | undefined };
