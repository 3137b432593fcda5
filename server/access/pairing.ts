import { randomBytes, randomInt } from 'node:crypto';
import * as z from 'zod';
import { Time } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import { networkOf } from '../network.ts';
import type { Store, TokenGrant } from '../store/store.ts';
import { newToken, tokenDigest } from './token.ts';
import { createWaiting } from './waiting.ts';

/** How long a code on a screen is good, ms. */
export const CODE_LIFE_MS = 10 * 60_000;
/** Few of the million codes there are: a digit mistyped is hardly ever the code of another display. */
const MOST_WAITING = 300;
const MOST_OF_ONE_NETWORK = 30;

export type DisplayGrant = Extract<TokenGrant, { kind: 'view' }>;

/**
 * A wall without a token shows a code; whoever runs the installation reads it off the screen and
 * approves it. The display collects its token, which is made at that moment, with a ticket that
 * nobody else has seen: reading the code from afar opens nothing, nor does reading the store.
 */
export type Pairing = {
  /**
   * A code for a waiting display at that address. Where too many wait, the oldest of those who crowd
   * the others out gets none any more: it asks again, and nobody is kept from asking.
   */
  request(address: string): Promise<{ code: string; ticket: string; until: number }>;
  /** True when such a display waits; it gets a token of that name and view at its next poll. */
  approve(code: string, as: DisplayGrant): Promise<boolean>;
  /** Gives the token once it was approved; `gone` when the code has run out. */
  collect(ticket: string): Promise<{ token: string } | 'waiting' | 'gone'>;
};

const Display = z.object({
  code: z.string(),
  until: Time,
  /** Where it asks from, as limits count addresses. */
  from: z.string().default(''),
  approved: z.object({ kind: z.literal('view'), name: z.string(), view: z.string() }).optional(),
});
type Display = z.infer<typeof Display>;

type Parts = { store: Pick<Store, 'drawers' | 'tokens' | 'changes'>; clock: Clock };

export function createPairing({ store: { drawers, tokens, changes }, clock }: Parts): Pairing {
  /** By the SHA-256 of its ticket. */
  const waiting = createWaiting({ drawers, drawer: 'pairing', clock, schema: Display });

  return {
    async request(address) {
      const from = networkOf(address);
      for (;;) {
        const at = changes.upto();
        const others = await waiting.present();
        const tooMuch = oneTooMany(others, from);
        if (tooMuch) {
          await waiting.take(tooMuch.id);
          continue;
        }
        const code = String(randomInt(1_000_000)).padStart(6, '0');
        if (others.some((other) => other.code === code)) continue;
        const ticket = randomBytes(24).toString('base64url');
        const until = clock.now() + CODE_LIFE_MS;
        if (await waiting.putIf(tokenDigest(ticket), { code, until, from }, at)) return { code, ticket, until };
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

/** Who has to make room for one more from there; null: there is room. `others`: the oldest first. */
function oneTooMany<T extends Display>(others: readonly T[], from: string): T | null {
  // Whoever has been approved is about to come in.
  const waiting = others.filter(({ approved }) => !approved);
  const own = waiting.filter((other) => other.from === from);
  if (own.length >= MOST_OF_ONE_NETWORK) return own[0]!;
  if (waiting.length < MOST_WAITING) return null;
  const of = Map.groupBy(waiting, (other) => other.from);
  const most = Math.max(...[...of.values()].map(({ length }) => length));
  return waiting.find((other) => of.get(other.from)!.length === most)!;
}
