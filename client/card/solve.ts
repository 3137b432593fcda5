import { sha256 } from '@noble/hashes/sha2.js';

/** As ALTCHA asks it, with plain SHA-256. */
type Challenge = { parameters: { nonce: string; salt: string; keyPrefix: string } };

/** So long at a stretch; whoever types meanwhile notices nothing, ms. */
const STRETCH_MS = 12;

/**
 * The answer to a challenge as JSON, found by trying. Without Web Crypto, which browsers have on secure lines
 * alone, and without a worker.
 */
export async function solve(challenge: string): Promise<string> {
  const asked = JSON.parse(challenge) as Challenge;
  const { nonce, salt, keyPrefix } = asked.parameters;
  const tried = new Uint8Array([...bytesOf(salt), ...bytesOf(nonce), 0, 0, 0, 0]);
  const view = new DataView(tried.buffer);
  const prefix = bytesOf(keyPrefix);
  let until = performance.now() + STRETCH_MS;
  for (let counter = 0; ; counter++) {
    view.setUint32(tried.length - 4, counter);
    const key = sha256(tried);
    if (prefix.every((byte, i) => key[i] === byte))
      return JSON.stringify({ challenge: asked, solution: { counter, derivedKey: hexOf(key) } });
    if (counter % 64 !== 0 || performance.now() < until) continue;
    await new Promise((go) => setTimeout(go));
    until = performance.now() + STRETCH_MS;
  }
}

const bytesOf = (hex: string) => (hex.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
