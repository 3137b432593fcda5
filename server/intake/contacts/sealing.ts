import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Contact, type SealedContact } from '#data/contract/incident.ts';

/** Bytes. */
const KEY = 32;
const SALT = 16;
const TAG = 16;
/** Each key seals one contact only, so that this may be the same for all. */
const NONCE = Buffer.alloc(12);

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const bytes = (text: string) => Buffer.from(text, 'base64url');

/** The key of a day. */
export const newKey = (): string => text(randomBytes(KEY));

/** What opens one contact alone, out of the key of its day. */
export const keyOfOne = (keyOfDay: string, salt: string): string =>
  text(new Uint8Array(hkdfSync('sha256', bytes(keyOfDay), bytes(salt), 'watchfloor contact', KEY)));

/** AES-256-GCM. */
export function seal(contact: Contact, day: string, keyOfDay: string): SealedContact {
  const salt = text(randomBytes(SALT));
  const cipher = createCipheriv('aes-256-gcm', bytes(keyOfOne(keyOfDay, salt)), NONCE);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(contact), 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { day, salt, sealed: text(sealed) };
}

/** Null when it was sealed with another key, or is not what was sealed. */
export function unseal({ sealed }: SealedContact, keyOfThis: string): Contact | null {
  const all = bytes(sealed);
  const decipher = createDecipheriv('aes-256-gcm', bytes(keyOfThis), NONCE);
  decipher.setAuthTag(all.subarray(-TAG));
  const opened = decipher.update(all.subarray(0, -TAG), undefined, 'utf8');
  try {
    return Contact.parse(JSON.parse(opened + decipher.final('utf8')));
  } catch {
    return null;
  }
}
