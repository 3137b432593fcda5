import type { Board } from '#data/contract/board.ts';
import type { Beat, Bye, FactsFrame, Hello, Place, Resync, Snapshot } from '#data/contract/feed.ts';

/** How far what a screen shows can be trusted; `data-link` on every page. */
export type LinkState =
  /** Nothing has been shown yet. */
  | 'boot'
  /** A snapshot is being fetched. */
  | 'syncing'
  /** Facts arrive, but the server has not confirmed that they are all. */
  | 'catchup'
  /** The server has just confirmed position, hash and head. */
  | 'live'
  /** What is shown was true, and is not confirmed any more. */
  | 'stale'
  /** Nothing heard for so long that nobody should act on the picture. */
  | 'down';

/** What the follower is doing about it. Times are the client's milliseconds. */
export type Phase =
  | { is: 'waiting'; until: number }
  | { is: 'opening'; since: number }
  /** `retryAt` stands while no request for a snapshot is under way. */
  | { is: 'syncing'; since: number; retryAt: number | null }
  /** Has told the server where it stands and waits for the second hello. */
  | { is: 'asking'; since: number }
  /** `progressAt`: when facts were last taken in, or the picture was confirmed. */
  | { is: 'following'; progressAt: number };

/** All that a follower of the feed knows. */
export type Follower = {
  readonly link: LinkState;
  readonly phase: Phase;
  /** Where `board` stands; both null before the first snapshot. */
  readonly place: Place | null;
  readonly board: Board | null;
  /** Whose board it is: the view that the snapshot named. */
  readonly view: string | null;
  /** Where the newest hello said that snapshots are. */
  readonly snapshotUrl: string;
  /** Number of the connection in use. What comes from another one does not count. */
  readonly conn: number;
  /** How many snapshots were asked for; an answer to an older request does not count. */
  readonly asks: number;
  /** When the last frame came, on any connection. */
  readonly heardAt: number;
  /**
   * When, on the client's clock, the server said the newest confirmation of the picture; null: not
   * yet on this connection, or no more.
   */
  readonly confirmedAt: number | null;
  /** The server's time of the last confirmation on any connection. */
  readonly asOf: number | null;
  /**
   * Client time minus server time, rather too small than too large: what a frame says then looks
   * rather too old than too new.
   */
  readonly offset: number;
  /** When `offset` was last looked at. */
  readonly offsetAt: number;
  /** Troubles since the last confirmation: how long to wait before the next try. */
  readonly failures: number;
  readonly reloadedAt: number;
  /** What happened last to the link, for people to read. */
  readonly why: string;
};

/** What reaches a follower from outside. */
export type Input =
  | { is: 'tick' }
  | { is: 'hello'; conn: number; frame: Hello }
  | { is: 'facts'; conn: number; frame: FactsFrame }
  | { is: 'beat'; conn: number; frame: Beat }
  /** A positions frame came: it only shows that the line is alive. */
  | { is: 'positions'; conn: number }
  | { is: 'resync'; conn: number; frame: Resync }
  | { is: 'bye'; conn: number; frame: Bye }
  | { is: 'lost'; conn: number; why: string }
  | { is: 'snapshot'; ask: number; snapshot: Snapshot }
  | { is: 'snapshot-failed'; ask: number; why: string };

/** What a follower wants done. */
export type Effect =
  | { do: 'dial'; conn: number; resume: Place | null }
  | { do: 'hang-up' }
  | { do: 'fetch'; ask: number; url: string }
  | { do: 'follow'; place: Place }
  | { do: 'ack'; batch: number }
  /** Load the page anew: it is older than the server allows. */
  | { do: 'reload' };

export type Step = { state: Follower; effects: readonly Effect[] };

/** A follower that has not yet dialled. `reloadedAt`: when this page last reloaded itself. */
export function newFollower(now: number, reloadedAt = -Infinity): Follower {
  return {
    link: 'boot',
    phase: { is: 'waiting', until: now },
    place: null,
    board: null,
    view: null,
    snapshotUrl: '/api/v1/snapshot',
    conn: 0,
    asks: 0,
    heardAt: now,
    confirmedAt: null,
    asOf: null,
    offset: 0,
    offsetAt: now,
    failures: 0,
    reloadedAt,
    why: 'start',
  };
}
