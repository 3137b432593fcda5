import type { Clock } from '#data/kit/clock.ts';
import type { Metrics } from './http/metrics.ts';
import type { Channel } from './intake/channels/channel.ts';
import type { ChannelCounts } from './intake/channels/channel-counts.ts';
import type { Letters } from './store/letters.ts';
import type { Feed, Viewer } from './feed/socket.ts';
import type { NodeStands } from './nodes/node.ts';
import type { FactLog, Tracks } from './store/store.ts';
import { viewKey } from '#data/contract/view.ts';

/** The log as it is, with its figures kept. */
export function measuredLog(log: FactLog, clock: Clock, metrics: Metrics): FactLog {
  log.follow((facts) => {
    for (const { fact } of facts) metrics.facts.inc({ kind: fact.kind });
    const last = facts.at(-1);
    if (last) metrics.feedLag.observe(Math.max(0, clock.now() - last.fact.at) / 1000);
  });
  return {
    ...log,
    async append(entries) {
      const stop = metrics.commit.startTimer();
      const outcomes = await log.append(entries);
      stop();
      return outcomes;
    },
  };
}

/** The tracks as they are, with the fixes counted. */
export function measuredTracks(tracks: Tracks, metrics: Metrics): Tracks {
  return {
    ...tracks,
    async keep(fixes, fence) {
      const isKept = await tracks.keep(fixes, fence);
      if (isKept) metrics.positions.inc(fixes.length);
      return isKept;
    },
  };
}

/** Which node this is, and how far behind the others. */
export function measureNode(node: NodeStands, build: string, metrics: Metrics): void {
  metrics.node.set({ node: node.name, build }, 1);
  metrics.onScrape(() => metrics.nodeLag.set({ node: node.name }, node.lag()));
}

/** How many screens there are, and how far behind the furthest is. */
export function measureFeed(feed: Feed<Viewer>, metrics: Metrics): void {
  metrics.onScrape(() => {
    metrics.outlets.reset();
    for (const { who, follows, behind } of feed.outlets()) {
      const state = !follows ? 'syncing' : behind > 0 ? 'catchup' : 'live';
      metrics.outlets.inc({ view: viewKey(who.view), state });
    }
  });
}

/** How each channel does on this node, and what of it waits in the store. */
export function measureChannels(
  list: readonly Channel[],
  counts: ChannelCounts,
  letters: Letters,
  metrics: Metrics,
): void {
  metrics.onScrape(async () => {
    for (const { name: channel } of list) {
      const { lastHeard, perMinute, lagMs } = counts.of(channel);
      metrics.channelRate.set({ channel }, perMinute);
      if (lastHeard !== undefined) metrics.channelHeard.set({ channel }, lastHeard / 1000);
      if (lagMs !== undefined) metrics.channelLag.set({ channel }, lagMs / 1000);
    }
    // A store that does not answer must not keep the other figures back.
    const kept = await letters.counts().catch(() => []);
    metrics.letters.reset();
    for (const { channel, kind, count } of kept) metrics.letters.set({ channel, kind }, count);
  });
}
