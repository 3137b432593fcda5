import type { ChannelFigures, ChannelHealth, ChannelLease, ChannelName } from '#data/contract/channel.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { KeptLease } from '../../nodes/keep-lease.ts';
import type { Held } from '../../store/fenced.ts';
import type { Fence } from '../../store/leases.ts';
import type { Letters } from '../../store/letters.ts';
import type { Intake } from '../intake.ts';
import type { LetterBox } from '../letters/letter-box.ts';
import type { Channel, Ear } from './channel.ts';
import { joinFigures, type ChannelCounts } from './channel-counts.ts';
import { hearWhileHeld, type KeptHearing } from './hear-while-held.ts';

/** All channels of this process. */
export type Channels = {
  /** What a channel hears requests with; `door`: another than that of requests, of whoever acts under a lease. */
  ear(name: ChannelName, door?: Intake): Ear;
  /** Those that hear by themselves begin to. */
  start(): void;
  /** None hears any more; within 5 s. */
  stop(): Promise<void>;
  /** What each heard on this node. */
  figures(): Partial<Record<ChannelName, ChannelFigures>>;
  /** On all nodes together, in the order of the list. */
  health(): Promise<ChannelHealth[]>;
};

/** How a node stands, as far as channels are concerned. */
export type ChannelNode = {
  name: string;
  self: boolean;
  leads: readonly string[];
  channels?: Partial<Record<string, ChannelFigures>> | undefined;
};

type Parts = {
  list: readonly Channel[];
  intake: Intake;
  /** The door for whoever acts under a lease. */
  under(fence: Fence, held: Held): { intake: Intake };
  /** The lease of a channel that works on one node; undefined: this process is alone. */
  lease?: ((name: ChannelLease) => KeptLease) | undefined;
  nodes(): readonly ChannelNode[];
  box: LetterBox;
  letters: Pick<Letters, 'counts'>;
  counts: ChannelCounts;
  /** Told what was refused before it came to the door. */
  refused(channel: ChannelName, reason: string, count: number): void;
  clock: Clock;
  trouble: (what: string, error: unknown) => void;
};

export function createChannels(parts: Parts): Channels {
  const { list, box, counts, clock, trouble } = parts;
  const hearing = new Map<ChannelName, KeptHearing>();

  function earOf(channel: ChannelName, intake: Intake): Ear {
    const timed = async <T>(count: number, work: () => Promise<T>): Promise<T> => {
      const from = clock.now();
      counts.heard(channel, count);
      const done = await work();
      counts.kept(channel, Math.max(0, clock.now() - from));
      return done;
    };
    return {
      intake: {
        report: (sender, reports) => timed(reports.length, () => intake.report({ ...sender, channel }, reports)),
        positions: (sender, fixes) => timed(fixes.length, () => intake.positions({ ...sender, channel }, fixes)),
        alert: (sender, document) => timed(1, () => intake.alert({ ...sender, channel }, document)),
        leave: (sender, units) => intake.leave({ ...sender, channel }, units),
      },
      refused(reason, count = 1) {
        counts.refused(channel, reason, count);
        parts.refused(channel, reason, count);
      },
      delivered(lagMs) {
        counts.heard(channel, 1);
        counts.kept(channel, lagMs);
      },
      corrected: (what) => counts.corrected(channel, what),
      letters: box.of(channel),
    };
  }

  function figuresOf({ name, notes }: Channel): ChannelFigures {
    const said = notes?.() ?? [];
    return { ...counts.of(name), ...(said.length > 0 && { notes: said }) };
  }

  function isHeardOn({ name, works }: Channel, node: ChannelNode): boolean {
    if (works === 'every node') return true;
    return node.leads.includes(`channel/${name}`) || (node.self && hearing.get(name)?.hears() === true);
  }

  return {
    ear: (name, door = parts.intake) => earOf(name, door),
    start() {
      for (const channel of list) {
        const { name, works, start } = channel;
        if (!start || hearing.has(name)) continue;
        const lease = (works === 'one node' && parts.lease?.(`channel/${name}`)) || null;
        hearing.set(
          name,
          hearWhileHeld({
            lease,
            start: (taken) => start(earOf(name, taken && lease ? parts.under(taken, lease).intake : parts.intake)),
            clock,
            trouble: (error) => trouble(`the channel "${name}"`, error),
          }),
        );
      }
    },
    stop: async () => void (await Promise.all([...hearing.values()].map((one) => one.stop()))),
    figures: () => Object.fromEntries(list.map((channel) => [channel.name, figuresOf(channel)])),
    async health() {
      const kept = await parts.letters.counts();
      const all = parts.nodes();
      const keptOf = (name: ChannelName, kind: 'dead' | 'quarantined') =>
        kept.find((one) => one.channel === name && one.kind === kind)?.count ?? 0;
      return list.map((channel) => ({
        name: channel.name,
        works: channel.works,
        on: all.filter((node) => isHeardOn(channel, node)).map(({ name }) => name),
        ...joinFigures(all.flatMap((node) => (node.self ? figuresOf(channel) : (node.channels?.[channel.name] ?? [])))),
        deadLetters: keptOf(channel.name, 'dead'),
        quarantined: keptOf(channel.name, 'quarantined'),
      }));
    },
  };
}
