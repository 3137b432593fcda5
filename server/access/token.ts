import { createHash, createHmac, randomBytes } from 'node:crypto';

/** A fresh token: what it is for can be read off it, the rest is 32 random bytes. */
export function newToken(kind: 'source' | 'view'): string {
  return `wf_${kind[0]}_${randomBytes(32).toString('base64url')}`;
}

/** What is stored in place of a token. */
export function tokenDigest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The token that this installation gives a display by itself; the same after a restart. */
export function derivedToken(secret: string, purpose: string): string {
  return `wf_d_${createHmac('sha256', secret).update(purpose).digest('base64url')}`;
}
