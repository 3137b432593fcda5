import { createHash } from 'node:crypto';
import type { IncidentId } from '#data/contract/ids.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * 16 letters, 80 bits of SHA-256 over source and reference: a report that comes twice, even to two
 * nodes at once, can only be the same incident, and nobody can walk from one id to the next.
 */
export function incidentId(source: string, sourceRef: string): IncidentId {
  const hash = createHash('sha256').update(`${source}\0${sourceRef}`).digest();
  let id = '';
  for (let i = 0; i < 16; i++) {
    const bit = i * 5;
    const pair = (hash[bit >> 3]! << 8) | hash[(bit >> 3) + 1]!;
    id += alphabet[(pair >> (11 - (bit & 7))) & 31];
  }
  return id as IncidentId;
}
