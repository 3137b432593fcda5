import { createHmac } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import * as z from 'zod';
import type { CardCode } from '#data/contract/card.ts';
import type { Clock } from '#data/kit/clock.ts';
import { HOUR } from '#data/rules/civil-day.ts';
import type { Notes } from '../../../store/shared.ts';

/** A device tries about 65,000 times: a second on a telephone, a day and a night for a hundred thousand reports. */
const PREFIX = '0000';
/** A form may lie open for so long. */
const GOOD_FOR = 4 * HOUR;

const Shown = z.object({
  challenge: z.object({
    parameters: z.object({
      algorithm: z.literal('SHA-256'),
      nonce: z.string().max(64),
      salt: z.string().max(64),
      cost: z.literal(1),
      keyLength: z.literal(32),
      keyPrefix: z.literal(PREFIX),
      data: z.object({ card: z.string().max(40), until: z.number() }),
    }),
    signature: z.string().max(128),
  }),
  solution: z.object({ counter: z.number(), derivedKey: z.string().max(128) }),
});

/** ALTCHA's proof of work, asked and judged here: whoever sends much works much, and nobody else notices. */
export type Proofs = {
  /** The challenge as JSON, for one card. */
  ask(card: CardCode): Promise<string>;
  /** Whether it was solved for this card, in time and for the first time. */
  isGood(card: CardCode, shown: string | undefined): Promise<boolean>;
};

export function createProofs(secret: string, notes: Pick<Notes, 'claim'>, clock: Pick<Clock, 'now'>): Proofs {
  const hmacSignatureSecret = createHmac('sha256', secret).update('altcha').digest('hex');
  return {
    async ask(card) {
      const data = { card, until: clock.now() + GOOD_FOR };
      const how = { algorithm: 'SHA-256', cost: 1, keyPrefix: PREFIX, deriveKey, hmacSignatureSecret };
      return JSON.stringify(await createChallenge({ ...how, data }));
    },
    async isGood(card, shown) {
      const read = Shown.safeParse(parsed(shown));
      if (!read.success) return false;
      const { challenge, solution } = read.data;
      const { data, nonce } = challenge.parameters;
      if (data.card !== card || data.until < clock.now()) return false;
      const { verified } = await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret });
      return verified && notes.claim('solved', nonce, GOOD_FOR);
    },
  };
}

function parsed(text: string | undefined): unknown {
  if (text === undefined || text.length > 2000) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
