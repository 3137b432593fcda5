import { DatabaseError } from 'pg';
import { StoreRefused, StoreUnavailable } from '../../store.ts';

/**
 * The database's or the network's trouble, after which the same may succeed: connection (08), rolled back
 * (40), resources (53), stopped or cancelled (57), disk (58), a lock or a transaction that took too long
 * (55P03, 25P0*), a server that only reads at present (25006), and a table that somebody took away (42P01).
 * What has no code of the server never reached it or got no answer.
 */
export function isTrouble(error: unknown): boolean {
  if (error instanceof StoreUnavailable) return true;
  if (error instanceof DatabaseError) return /^(08|40|53|57|58|55P03|25P0|25006|42P01|XX)/.test(error.code ?? '');
  return error instanceof Error && !(error instanceof RangeError || error instanceof TypeError);
}

/** Whether a table is gone that was there when the store was opened, as the store throws it. */
export const isOfGoneTable = (error: unknown): boolean =>
  error instanceof StoreUnavailable && error.cause instanceof DatabaseError && error.cause.code === '42P01';

/** The error as the store throws it. */
export function toldError(error: unknown): unknown {
  if (error instanceof StoreRefused || error instanceof StoreUnavailable || !isTrouble(error)) return error;
  return new StoreUnavailable(`the database does not answer as it should: ${(error as Error).message}`, {
    cause: error,
  });
}

/** What of the server's answers to a new connection no waiting mends: who we are, what we may, where we want to. */
export function whyNeverIn(error: unknown): string | null {
  if (error instanceof StoreRefused) return error.message;
  if (error instanceof DatabaseError) return /^(28|3D|42|0A|22)/.test(error.code ?? '') ? error.message : null;
  // The client's own words, where the server asks for what it was not given.
  if (error instanceof Error && /password|SSL|certificate|SASL|SCRAM/i.test(error.message)) return error.message;
  return null;
}
