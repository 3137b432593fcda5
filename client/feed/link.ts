import type { Place, Snapshot } from '#data/contract/feed.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Random } from '#data/kit/random.ts';
import { newFollower, type Effect, type Follower, type Input } from './follow.ts';
import { reduce } from './reduce.ts';

/** How often the follower looks at the clock, in milliseconds. */
const TICK_MS = 250;

/** One connection to the feed. Nothing is received any more after `hangUp`. */
export type Line = { follow(place: Place): void; ack(batch: number): void; hangUp(): void };

export type Dial = (call: {
  resume: Place | null;
  receive: (input: LineInput) => void;
  positions: (frame: Uint8Array) => void;
}) => Line;

/** What a line reports; the link adds which connection it was. */
export type LineInput = Input extends infer I ? (I extends { conn: number } ? Omit<I, 'conn'> : never) : never;

export type LinkParts = {
  dial: Dial;
  /** @throws whatever went wrong; the message is shown to people. */
  fetchSnapshot: (url: string, signal: AbortSignal) => Promise<Snapshot>;
  clock: Clock;
  random: Random;
  build: string;
  /** Loads the page anew. */
  reload: () => void;
  /** When the page last did so. */
  reloadedAt?: number;
  /** Called after every change. */
  onChange: (state: Follower) => void;
  /** Frames of the positions lane, and the number of the connection they came over. */
  onPositions: (frame: Uint8Array, conn: number) => void;
};

/** Follows the feed until stopped: carries inputs to the reducer and does what it wants done. */
export function startLink(parts: LinkParts): Stop {
  const { clock, onChange } = parts;
  let state = newFollower(clock.now(), parts.reloadedAt);
  let line: Line | undefined;
  let request: AbortController | undefined;
  let stopTick: Stop = () => {};

  function put(input: Input): void {
    const before = state;
    const step = reduce(state, input, { now: clock.now(), random: parts.random, build: parts.build });
    state = step.state;
    for (const effect of step.effects) carryOut(effect);
    if (state !== before) onChange(state);
  }

  function carryOut(effect: Effect): void {
    switch (effect.do) {
      case 'dial':
        line = call(effect.conn, effect.resume);
        return;
      case 'hang-up':
        request?.abort();
        return line?.hangUp();
      case 'fetch':
        return void fetchSnapshot(effect.ask, effect.url);
      case 'follow':
        return line?.follow(effect.place);
      case 'ack':
        return line?.ack(effect.batch);
      case 'reload':
        return parts.reload();
    }
  }

  function call(conn: number, resume: Place | null): Line {
    return parts.dial({
      resume,
      receive: (input) => put({ ...input, conn } as Input),
      positions(frame) {
        if (conn !== state.conn) return;
        put({ is: 'positions', conn });
        parts.onPositions(frame, conn);
      },
    });
  }

  async function fetchSnapshot(ask: number, url: string): Promise<void> {
    request?.abort();
    request = new AbortController();
    try {
      put({ is: 'snapshot', ask, snapshot: await parts.fetchSnapshot(url, request.signal) });
    } catch (error) {
      put({ is: 'snapshot-failed', ask, why: error instanceof Error ? error.message : String(error) });
    }
  }

  function tick(): void {
    put({ is: 'tick' });
    stopTick = clock.after(TICK_MS, tick);
  }

  tick();
  return () => {
    stopTick();
    request?.abort();
    line?.hangUp();
  };
}
