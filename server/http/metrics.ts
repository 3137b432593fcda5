import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Every figure the process tells Prometheus, under the names that 3-contract fixes. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const loop = monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  new Gauge({
    name: 'watchfloor_event_loop_delay_seconds',
    help: 'Longest delay of the event loop since the last scrape.',
    registers,
    collect() {
      this.set(loop.max / 1e9);
      loop.reset();
    },
  });
  const scrapes: (() => unknown)[] = [];
  return {
    contentType: registry.contentType,
    /** Runs before each scrape, for what is counted only then. */
    onScrape: (run: () => unknown) => void scrapes.push(run),
    async text() {
      await Promise.all(scrapes.map((run) => run()));
      return registry.metrics();
    },
    facts: new Counter({ name: 'watchfloor_facts_total', help: 'Facts committed.', labelNames: ['kind'], registers }),
    node: new Gauge({
      name: 'watchfloor_node_info',
      help: '1; which node this is, and its build.',
      labelNames: ['node', 'build'],
      registers,
    }),
    nodeLag: new Gauge({
      name: 'watchfloor_node_lag_facts',
      help: 'Facts that another node shows and this one does not.',
      labelNames: ['node'],
      registers,
    }),
    refused: new Counter({
      name: 'watchfloor_ingest_rejected_total',
      help: 'Items refused at the door.',
      labelNames: ['channel', 'reason'],
      registers,
    }),
    channelHeard: new Gauge({
      name: 'watchfloor_channel_last_heard_seconds',
      help: 'When a channel was heard last, in seconds since 1970.',
      labelNames: ['channel'],
      registers,
    }),
    channelRate: new Gauge({
      name: 'watchfloor_channel_heard_per_minute',
      help: 'Reports and fixes that a channel heard a minute, over the last ten.',
      labelNames: ['channel'],
      registers,
    }),
    channelLag: new Gauge({
      name: 'watchfloor_channel_lag_seconds',
      help: 'The longest from hearing to keeping within the last ten minutes.',
      labelNames: ['channel'],
      registers,
    }),
    letters: new Gauge({
      name: 'watchfloor_letters',
      help: 'What was refused and could not be answered (dead), and what waits for a person (quarantined).',
      labelNames: ['channel', 'kind'],
      registers,
    }),
    lettersDropped: new Counter({
      name: 'watchfloor_letters_dropped_total',
      help: 'Dead letters that gave way to newer ones.',
      labelNames: ['channel'],
      registers,
    }),
    outlets: new Gauge({
      name: 'watchfloor_outlets',
      help: 'Screens connected to the feed.',
      labelNames: ['view', 'state'],
      registers,
    }),
    positions: new Counter({ name: 'watchfloor_positions_total', help: 'Fixes kept.', registers }),
    commit: new Histogram({
      name: 'watchfloor_commit_seconds',
      help: 'From append to the end of the commit that covers it.',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers,
    }),
    feedLag: new Histogram({
      name: 'watchfloor_feed_lag_seconds',
      help: 'From the time of a fact to its handing over to the feed.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
