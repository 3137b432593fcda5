/// <reference types="svelte" />
import type { UnitId } from '#data/contract/ids.ts';
import type { Stop } from '#data/kit/clock.ts';
import { createExchange } from '#client/call/exchange.ts';
import { createLightCall } from '#client/call/light.ts';
import type { Refusal } from '#client/call/refusal.ts';
import { isWorthSending, type Here } from './sharing.ts';
import { watchPosition, type PositionTrouble } from './watch-position.ts';

/**
 * How the own position stands. `asking`: nothing of it has been sent yet. `on`: the server has the newest
 * that was sent. `unsent`: it got no answer. `refused`: the server did not take it.
 */
type SharingState = 'off' | 'asking' | 'on' | 'unsent' | 'refused' | PositionTrouble;

/** The own position on its way to the desk: only while `share` has been said and not taken back. */
export type Sharing = {
  readonly state: SharingState;
  /** Why the server did not take it, with `refused`. */
  readonly refusal: Refusal | null;
  /** When the server last had it, ms since 1970 by the server's clock. */
  readonly sentAt: number | null;
  /** Begins, goes on or stops at once; what was under way is dropped, nothing is kept. */
  share(unit: UnitId | null): void;
};

type Parts = {
  person: string;
  /** How far the server's time is ahead of this device's clock, ms. */
  ahead: () => number;
  exchange?: ReturnType<typeof createExchange>;
  watch?: typeof watchPosition;
};

const ANSWER_MS = 10_000;
/** Trouble of the line, the server or the session, not of the position. */
const isPassing = ({ status }: Refusal) => status === 0 || status === 401 || status === 429 || status >= 500;

export function createSharing({ person, ahead, exchange = createExchange(), watch = watchPosition }: Parts): Sharing {
  const call = createLightCall(exchange);
  let state = $state<SharingState>('off');
  let refusal = $state.raw<Refusal | null>(null);
  let sentAt = $state<number | null>(null);
  let shared: UnitId | null = null;
  let last: Here | null = null;
  let stop: Stop = () => {};
  let sending = new AbortController();

  async function send(unit: UnitId, here: Here): Promise<void> {
    const { lon, lat, accuracy, speed, heading } = here;
    const body = { at: Math.round(here.at + ahead()), lon, lat, accuracy, speed, heading };
    const { signal } = sending;
    // Where nothing came of it: the next fix is better than this one late.
    const answer = await call('POST /api/v1/units/:id/position', {
      params: { id: unit },
      body,
      person,
      signal,
      within: ANSWER_MS,
    });
    if (signal.aborted || last !== here) return;
    if (answer.ok) [state, refusal, sentAt] = ['on', null, Math.round(Date.now() + ahead())];
    else if (isPassing(answer.refusal)) [state, refusal] = ['unsent', null];
    else [state, refusal] = ['refused', answer.refusal];
  }

  function end(): void {
    stop();
    sending.abort();
    sending = new AbortController();
    [stop, last, shared, sentAt, refusal, state] = [() => {}, null, null, null, null, 'off'];
  }

  return {
    get state() {
      return state;
    },
    get refusal() {
      return refusal;
    },
    get sentAt() {
      return sentAt;
    },
    share(unit) {
      if (unit === shared) return;
      end();
      if (unit === null) return;
      shared = unit;
      state = 'asking';
      stop = watch({
        found(here) {
          if (state === 'denied' || state === 'unavailable') state = sentAt === null ? 'asking' : 'on';
          if (!isWorthSending(last, here)) return;
          last = here;
          void send(unit, here);
        },
        trouble: (what) => ([state, refusal] = [what, null]),
      });
    },
  };
}
