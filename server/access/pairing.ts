import { randomBytes, randomInt } from 'node:crypto';
import type { Clock } from '#data/kit/clock.ts';

/** How long a code on a screen is good, ms. */
export const CODE_LIFE_MS = 10 * 60_000;
const MOST_WAITING = 100;

/**
 * A wall without a token shows a code; whoever runs the installation reads it off the screen and
 * approves it. The display collects its token with a ticket that nobody else has seen, so reading
 * the code from afar opens nothing. Codes live in memory: after a restart the wall shows a new one.
 */
export type Pairing = {
  /** A code for a waiting display; null when too many wait already. */
  request(): { code: string; ticket: string; until: number } | null;
  /** True when such a display waits; it gets `token` at its next poll. */
  approve(code: string, token: string): boolean;
  /** Takes the token once it is there; `gone` when the code has run out. */
  collect(ticket: string): { token: string } | 'waiting' | 'gone';
};

export function createPairing(clock: Clock): Pairing {
  const waiting = new Map<string, { ticket: string; until: number; token?: string }>();

  function sweep(): void {
    for (const [code, { until }] of waiting) if (until <= clock.now()) waiting.delete(code);
  }

  return {
    request() {
      sweep();
      if (waiting.size >= MOST_WAITING) return null;
      let code: string;
      do code = String(randomInt(1_000_000)).padStart(6, '0');
      while (waiting.has(code));
      const display = { ticket: randomBytes(24).toString('base64url'), until: clock.now() + CODE_LIFE_MS };
      waiting.set(code, display);
      return { code, ...display };
    },
    approve(code, token) {
      sweep();
      const display = waiting.get(code);
      if (!display || display.token !== undefined) return false;
      display.token = token;
      return true;
    },
    collect(ticket) {
      sweep();
      for (const [code, display] of waiting) {
        if (display.ticket !== ticket) continue;
        if (display.token === undefined) return 'waiting';
        waiting.delete(code);
        return { token: display.token };
      }
      return 'gone';
    },
  };
}
