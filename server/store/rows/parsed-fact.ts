import type { LoggedFact } from '#data/contract/fact.ts';

/** The fact that a stored body says; null when it is not readable. */
export function parsedFact(body: string): LoggedFact | null {
  try {
    return JSON.parse(body) as LoggedFact;
  } catch {
    return null;
  }
}
