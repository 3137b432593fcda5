import type { Server } from 'node:http';
import type { Present } from '#data/contract/desk-api.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Random } from '#data/kit/random.ts';
import type { Access } from './access/access.ts';
import { createAtSockets, type FeedViewer } from './access/at-sockets.ts';
import { followTokens } from './access/token-cuts.ts';
import type { Hub } from './feed/hub.ts';
import type { Positions } from './feed/positions.ts';
import { openPresence } from './feed/presence.ts';
import { openFeed, type Feed, type Peer } from './feed/socket.ts';
import type { Metrics } from './http/metrics.ts';
import { measureFeed } from './measure.ts';
import type { Roll } from './store/shared.ts';
import type { Store } from './store/store.ts';

type Parts = {
  server: Server;
  hub: Hub;
  positions: Positions;
  clock: Clock;
  random: Random;
  build: string;
  origins: readonly string[];
  addressOf: (peer: Peer) => string;
  access: Access;
  present: Roll<Present[number]>;
  store: Store;
  metrics: Metrics;
  /** Whether what is shown here is what the store has, as far as is known. */
  isCurrent?: (() => boolean) | undefined;
  trouble: (what: string, error: unknown) => void;
};

/** The sockets that screens follow and people sit at; whoever may no longer is cut. */
export function openSockets(parts: Parts): { feed: Feed<FeedViewer>; stop: Stop } {
  const { hub, build, access, metrics, clock, addressOf, present, store, trouble } = parts;
  const atSockets = createAtSockets(access);
  const feed = openFeed<FeedViewer>({
    ...parts,
    builds: { build, minBuild: build },
    identify: atSockets.feed,
  });
  measureFeed(feed, metrics);
  const presence = openPresence({
    desk: feed.namespace('/desk'),
    identify: atSockets.desk,
    present,
    board: () => hub.board,
    clock,
    addressOf,
  });
  access.sessions.onEnded((id) => {
    feed.revoke(({ session }) => session === id);
    presence.cut(id);
  });
  const stop = followTokens({
    store,
    inUse: () => feed.outlets().flatMap(({ who }) => who.token ?? []),
    cut: (sha256) => feed.revoke(({ token }) => token === sha256),
    trouble,
  });
  return { feed, stop };
}
