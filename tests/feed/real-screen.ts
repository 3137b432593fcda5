import { createPositionsReader, type PositionsReader, type Reading } from '#data/contract/positions-reader.ts';
import { dialSocket } from '#client/feed/dial-socket.ts';
import { snapshotFetcher } from '#client/feed/fetch-snapshot.ts';
import type { Follower } from '#client/feed/follow.ts';
import { startLink } from '#client/feed/link.ts';
import { realClock } from './real-clock.ts';

/** The product's own client, without a page around it. */
export type RealScreen = {
  readonly state: Follower;
  readonly positions: PositionsReader;
  readonly readings: readonly Reading[];
  /** Every link state it was in, in order. */
  readonly links: readonly Follower['link'][];
  stop(): void;
};

/** `origin` of the socket and of the snapshots may differ. */
export function realScreen({
  socket,
  http = socket,
  token,
}: {
  socket: string;
  http?: string;
  token: string;
}): RealScreen {
  let state: Follower | undefined;
  let conn = 0;
  const links: Follower['link'][] = [];
  const positions = createPositionsReader();
  const readings: Reading[] = [];
  const stop = startLink({
    dial: dialSocket({ origin: socket, token, build: '1.2.0' }),
    fetchSnapshot: snapshotFetcher({ origin: http, token }),
    clock: realClock,
    random: Math.random,
    build: '1.2.0',
    reload() {
      throw new Error('a page reloaded for nothing');
    },
    onChange(next) {
      if (next.link !== links.at(-1)) links.push(next.link);
      state = next;
    },
    onPositions(frame, over) {
      if (over !== conn) positions.restart();
      conn = over;
      readings.push(positions.read(frame));
    },
  });
  return {
    get state() {
      return state!;
    },
    positions,
    readings,
    links,
    stop,
  };
}
