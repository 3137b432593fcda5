import { StoreRefused, StoreUnavailable } from '../../store.ts';

/** A question to a thread. */
export type Asked = { id: number; do: string; takes: unknown };
/** Its answer. */
export type Told = { id: number; gives: unknown } | { id: number; error: ToldError };
/** An error that crosses a thread. */
export type ToldError = { name: string; message: string; stack?: string | undefined };

export function tellError(error: unknown): ToldError {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { name, message, stack };
}

/** The error as this side throws it. */
export function heardError({ name, message, stack }: ToldError): Error {
  if (name === 'StoreUnavailable') return new StoreUnavailable(message);
  if (name === 'StoreRefused') return new StoreRefused(message);
  if (name === 'RangeError') return new RangeError(message);
  return Object.assign(new Error(message), { name, stack });
}
