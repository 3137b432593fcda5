import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Text under a key of its own; `salt` and the key of `day` make it. */
export type Sealed = { day: string; salt: string; sealed: string };

/** Bytes. */
const KEY = 32;
const SALT = 16;
const TAG = 16;
/** 132 bits. */
const TAG_LENGTH = 22;
/** Each key seals one thing only, so that this may be the same for all. */
const NONCE = Buffer.alloc(12);

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const bytes = (text: string) => Buffer.from(text, 'base64url');

/** The key of a day. */
export const newKey = (): string => text(randomBytes(KEY));

/** What opens one thing alone, out of the key of its day. */
export const keyOfOne = (keyOfDay: string, salt: string): string =>
  text(new Uint8Array(hkdfSync('sha256', bytes(keyOfDay), bytes(salt), 'watchfloor contact', KEY)));

/** What stands for a telephone number on one day, in base64url: nobody makes it, or tries numbers on it, without that day's key. */
export const callerTag = (digits: string, keyOfDay: string): string =>
  createHmac('sha256', bytes(keyOfDay)).update(`watchfloor caller ${digits}`).digest('base64url').slice(0, TAG_LENGTH);

/** AES-256-GCM. */
export function seal(plain: string, day: string, keyOfDay: string): Sealed {
  const salt = text(randomBytes(SALT));
  const cipher = createCipheriv('aes-256-gcm', bytes(keyOfOne(keyOfDay, salt)), NONCE);
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { day, salt, sealed: text(sealed) };
}

/** Null when it was sealed with another key, or is not what was sealed. */
export function unseal({ sealed }: Sealed, keyOfThis: string): string | null {
  const all = bytes(sealed);
  const decipher = createDecipheriv('aes-256-gcm', bytes(keyOfThis), NONCE);
  decipher.setAuthTag(all.subarray(-TAG));
  const opened = decipher.update(all.subarray(0, -TAG), undefined, 'utf8');
  try {
    return opened + decipher.final('utf8');
  } catch {
    return null;
  }
}
