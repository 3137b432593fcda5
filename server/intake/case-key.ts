import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncidentId } from '#data/contract/ids.ts';

/** The key by which whoever reported a case reads it and speaks of it. */
export type CaseKeys = { of(id: IncidentId): string; opens(key: string, id: IncidentId): boolean };

/**
 * 120 bits of HMAC-SHA-256 over the id, under this installation's secret: nothing is stored, and the key of one
 * case says nothing of another's. With another secret every key is void.
 */
export function caseKeys(secret: string): CaseKeys {
  const of = (id: IncidentId) =>
    createHmac('sha256', secret).update(`case-key\0${id}`).digest().subarray(0, 15).toString('base64url');
  return {
    of,
    opens(key, id) {
      const [shown, right] = [Buffer.from(key), Buffer.from(of(id))];
      return shown.length === right.length && timingSafeEqual(shown, right);
    },
  };
}
