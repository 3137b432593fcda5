import type { Clock } from '#data/kit/clock.ts';
import type { AppParts } from './app-parts.ts';
import type { Doors } from './doors.ts';
import type { Metrics } from './http/metrics.ts';
import type { ChannelCounts } from './intake/channels/channel-counts.ts';
import { channelList } from './intake/channels/channel-list.ts';
import { createChannels, type Channels } from './intake/channels/channels.ts';
import type { DayKeys } from './intake/contacts/day-keys.ts';
import { createLetterBox, type LetterBox } from './intake/letters/letter-box.ts';
import { measureChannels } from './measure.ts';
import type { NodeStands } from './nodes/node.ts';
import type { Held } from './store/fenced.ts';
import type { Fence } from './store/leases.ts';
import type { Store } from './store/store.ts';

type Parts = {
  store: Pick<Store, 'letters'>;
  days: DayKeys;
  doors: Pick<Doors, 'intake'> & { under(fence: Fence, held: Held): Doors };
  /** Undefined: this process is alone. */
  node: NodeStands | undefined;
  /** The leases of channels that work on one node. */
  lease: AppParts['channelLease'];
  counts: ChannelCounts;
  metrics: Metrics;
  clock: Clock;
  trouble: (what: string, error: unknown) => void;
};

/** Every way in, and where that is kept which they could not take. */
export function joinChannels(parts: Parts): { channels: Channels; box: LetterBox } {
  const { store, doors, node, counts, metrics, clock, trouble } = parts;
  const box = createLetterBox({
    letters: store.letters,
    days: parts.days,
    clock,
    dropped: (channel, count) => metrics.lettersDropped.inc({ channel }, count),
  });
  const alone = [{ name: '', self: true, leads: [] }];
  const channels = createChannels({
    list: channelList,
    intake: doors.intake,
    under: doors.under,
    lease: parts.lease,
    nodes: () => node?.nodes().map((row) => ({ ...row, self: row.id === node.id })) ?? alone,
    box,
    letters: store.letters,
    counts,
    clock,
    trouble,
  });
  measureChannels(channelList, counts, store.letters, metrics);
  return { channels, box };
}
