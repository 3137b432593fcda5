import { createHmac } from 'node:crypto';
import type { IncidentId } from '#data/contract/ids.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** The id that a source's own reference gets here. */
export type IncidentIds = (source: string, sourceRef: string) => IncidentId;

/**
 * 16 letters, 80 bits of HMAC-SHA-256 over source and reference: a report that comes twice, even to
 * two nodes at once, can only be the same incident; and who sees an id, on a public wall, cannot find
 * out by trying which reference it stands for, because `secret` is this installation's.
 */
export function incidentIds(secret: string): IncidentIds {
  return (source, sourceRef) => {
    const hash = createHmac('sha256', secret).update(`incident\0${source}\0${sourceRef}`).digest();
    let id = '';
    for (let i = 0; i < 16; i++) {
      const bit = i * 5;
      const pair = (hash[bit >> 3]! << 8) | hash[(bit >> 3) + 1]!;
      id += alphabet[(pair >> (11 - (bit & 7))) & 31];
    }
    return id as IncidentId;
  };
}
