/// <reference types="svelte" />
import type { UnitId } from '#data/contract/ids.ts';
import type { Stop } from '#data/kit/clock.ts';
import { createExchange } from '#client/call/exchange.ts';
import { createLightCall } from '#client/call/light.ts';
import { isWorthSending, type Here } from './sharing.ts';
import { watchPosition, type PositionTrouble } from './watch-position.ts';

/** The own position on its way to the desk: only while `share` has been said and not taken back. */
export type Sharing = {
  readonly state: 'off' | 'on' | PositionTrouble;
  /** When the server last had it, ms since 1970. */
  readonly sentAt: number | null;
  /** Begins, goes on or stops at once; what was under way is dropped, nothing is kept. */
  share(unit: UnitId | null): void;
};

const ANSWER_MS = 10_000;

export function createSharing(person: string, exchange = createExchange()): Sharing {
  const call = createLightCall(exchange);
  let state = $state<Sharing['state']>('off');
  let sentAt = $state<number | null>(null);
  let shared: UnitId | null = null;
  let last: Here | null = null;
  let stop: Stop = () => {};
  let sending = new AbortController();

  async function send(unit: UnitId, here: Here): Promise<void> {
    const { at, lon, lat, accuracy, speed, heading } = here;
    const body = { at, lon, lat, accuracy, speed, heading };
    const how = { person, signal: sending.signal, within: ANSWER_MS };
    // Where nothing came of it: the next fix is better than this one late.
    const answer = await call('POST /api/v1/units/:id/position', { params: { id: unit }, body, ...how });
    if (answer.ok && shared === unit) sentAt = Date.now();
  }

  function end(): void {
    stop();
    sending.abort();
    sending = new AbortController();
    [stop, last, shared, sentAt, state] = [() => {}, null, null, null, 'off'];
  }

  return {
    get state() {
      return state;
    },
    get sentAt() {
      return sentAt;
    },
    share(unit) {
      if (unit === shared) return;
      end();
      if (unit === null) return;
      shared = unit;
      state = 'on';
      stop = watchPosition({
        found(here) {
          state = 'on';
          if (!isWorthSending(last, here)) return;
          last = here;
          void send(unit, here);
        },
        trouble: (what) => (state = what),
      });
    },
  };
}
