import { dialSocket } from '#client/feed/dial-socket.ts';
import { snapshotFetcher } from '#client/feed/fetch-snapshot.ts';
import type { Follower } from '#client/feed/follow.ts';
import { startLink } from '#client/feed/link.ts';
import { emptyBoard, type Board } from '#data/contract/board.ts';
import { stateHash } from '#data/fold/state-hash.ts';
import { realClock } from '#server/real-clock.ts';

/** The very client of a wall, without the wall. */
export type TestFollower = {
  readonly state: Follower;
  readonly board: Board;
  stateHash(): string;
  stop(): void;
};

/** `page`: of which build it is, and what it does when it is too old; left out: newer than all. */
export function follow(url: string, token: string, page = { build: '999', reload: () => {} }): TestFollower {
  let state: Follower | undefined;
  const stop = startLink({
    dial: dialSocket({ origin: url, token, build: page.build }),
    fetchSnapshot: snapshotFetcher({ origin: url, token }),
    clock: realClock,
    random: Math.random,
    build: page.build,
    reload: page.reload,
    onChange: (next) => (state = next),
    onPositions: () => {},
  });
  const board = () => state?.board ?? emptyBoard;
  return {
    get state() {
      if (!state) throw new Error('nothing has happened yet');
      return state;
    },
    get board() {
      return board();
    },
    stateHash: () => stateHash(board()),
    stop,
  };
}

/** Resolves when all are live at the head, with what the server says of it. */
export async function allLive(
  followers: readonly TestFollower[],
  url: string,
  token: string,
): Promise<{ seq: number; stateHash: string }> {
  for (let i = 0; i < 600; i++) {
    const answer = await fetch(`${url}/api/v1/state-hash`, { headers: { authorization: `Bearer ${token}` } });
    const server = (await answer.json()) as { seq: number; stateHash: string };
    if (followers.every(({ state }) => state.link === 'live' && state.place?.seq === server.seq)) return server;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(
    `not all live: ${followers.map(({ state }) => `${state.link}@${state.place?.seq} (${state.why})`).join(', ')}`,
  );
}
