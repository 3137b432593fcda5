/** What may be refused is a value; what is broken is thrown. */
export type Result<T, Refusal> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export const accepted = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
export const refused = <R>(refusal: R): { ok: false; refusal: R } => ({ ok: false, refusal });
