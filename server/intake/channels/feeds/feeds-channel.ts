import type { Channel } from '../channel.ts';
import { runEach } from '../run-each.ts';
import type { CapFeeds } from './cap-feeds.ts';
import { pollFeed, type Polling, type PollingParts } from './poll-feed.ts';

type Parts = Omit<PollingParts, 'ear' | 'feeds'> & { feeds: CapFeeds };

/** Asks agencies for their alerts (docs/connect/cap.md). One node asks, for all; each feed in its own rhythm. */
export function createFeedsChannel(parts: Parts): Channel {
  const { feeds, clock, trouble } = parts;
  const runs = new Map<string, Polling>();
  return {
    name: 'feeds',
    works: 'one node',
    start: async (ear) =>
      runEach({
        runs,
        names: async () => (await feeds.list()).map(({ name }) => name),
        follow: feeds.follow,
        begin: (name) => pollFeed(name, { ...parts, ear }),
        clock,
        trouble: (error) => trouble('feeds cannot be read', error),
      }),
    notes: () => [...runs.values()].flatMap((one) => one.note() ?? []),
  };
}
