import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Hides the secrets of authenticators in the store with this installation's secret, which lies
 * beside the store and in no backup: who has a copy of the store has no second factor of anybody.
 */
export type Seal = {
  /** `about`: whose it is, so that what is kept for one is of no use for another. */
  close(text: string, about: string): string;
  /** A text of a version that kept them plain is given back as it is. Null: not closed with this secret. */
  open(kept: string, about: string): string | null;
};

/** `sealed1.` and base64url of: 12 bytes of nonce, 16 of tag, the text under AES-256-GCM. */
const MARK = 'sealed1.';
const NONCE = 12;
const TAG = 16;

export const isSealed = (kept: string) => kept.startsWith(MARK);

export function createSeal(secret: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'watchfloor authenticators', 32));
  return {
    close(text, about) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return MARK + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(kept, about) {
      if (!isSealed(kept)) return kept;
      const bytes = Buffer.from(kept.slice(MARK.length), 'base64url');
      if (bytes.length < NONCE + TAG) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG })
        .setAAD(Buffer.from(about))
        .setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
      try {
        return decipher.update(bytes.subarray(NONCE + TAG), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return null;
      }
    },
  };
}
