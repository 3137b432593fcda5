import { randomBytes, randomInt } from 'node:crypto';
import * as z from 'zod';
import { Time } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Store, TokenGrant } from '../store/store.ts';
import { newToken, tokenDigest } from './token.ts';
import { createWaiting } from './waiting.ts';

/** How long a code on a screen is good, ms. */
export const CODE_LIFE_MS = 10 * 60_000;
const MOST_WAITING = 100;

export type DisplayGrant = Extract<TokenGrant, { kind: 'view' }>;

/**
 * A wall without a token shows a code; whoever runs the installation reads it off the screen and
 * approves it. The display collects its token, which is made at that moment, with a ticket that
 * nobody else has seen: reading the code from afar opens nothing, nor does reading the store.
 */
export type Pairing = {
  /** A code for a waiting display; null when too many wait already. */
  request(): Promise<{ code: string; ticket: string; until: number } | null>;
  /** True when such a display waits; it gets a token of that name and view at its next poll. */
  approve(code: string, as: DisplayGrant): Promise<boolean>;
  /** Gives the token once it was approved; `gone` when the code has run out. */
  collect(ticket: string): Promise<{ token: string } | 'waiting' | 'gone'>;
};

const Display = z.object({
  code: z.string(),
  until: Time,
  approved: z.object({ kind: z.literal('view'), name: z.string(), view: z.string() }).optional(),
});

type Parts = { store: Pick<Store, 'drawers' | 'tokens' | 'changes'>; clock: Clock };

export function createPairing({ store: { drawers, tokens, changes }, clock }: Parts): Pairing {
  /** By the SHA-256 of its ticket. */
  const waiting = createWaiting({ drawers, drawer: 'pairing', clock, schema: Display });

  return {
    async request() {
      for (;;) {
        const at = changes.upto();
        const others = await waiting.present();
        if (others.length >= MOST_WAITING) return null;
        const code = String(randomInt(1_000_000)).padStart(6, '0');
        if (others.some((other) => other.code === code)) continue;
        const ticket = randomBytes(24).toString('base64url');
        const display = { code, until: clock.now() + CODE_LIFE_MS };
        if (await waiting.putIf(tokenDigest(ticket), display, at)) return { ...display, ticket };
      }
    },
    async approve(code, as) {
      for (;;) {
        const at = changes.upto();
        const display = (await waiting.present()).find((other) => other.code === code);
        if (!display || display.approved) return false;
        const { id, ...asked } = display;
        if (await waiting.putIf(id, { ...asked, approved: as }, at)) return true;
      }
    },
    async collect(ticket) {
      const id = tokenDigest(ticket);
      const display = await waiting.get(id);
      if (!display) return 'gone';
      if (!display.approved) return 'waiting';
      if (!(await waiting.take(id))) return 'gone';
      const token = newToken('view');
      await tokens.add(tokenDigest(token), display.approved);
      return { token };
    },
  };
}
