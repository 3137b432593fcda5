import { createDesk, type Desk, type DeskParts } from './desk/desk.ts';
import type { Metrics } from './http/metrics.ts';
import { createIntake } from './intake/create-intake.ts';
import type { ChannelCounts } from './intake/channels/channel-counts.ts';
import type { Intake, RefusedOne } from './intake/intake.ts';
import { measuredTracks } from './measure.ts';
import { fencedLog, fencedTracks, type Held } from './store/fenced.ts';
import type { Fence } from './store/leases.ts';
import type { FactLog, Tracks } from './store/store.ts';
import type { Listening } from './watch/listening.ts';

type Parts = {
  log: FactLog;
  tracks: Tracks;
  listening: Listening;
  metrics: Metrics;
  counts: ChannelCounts;
  intake: Omit<Parameters<typeof createIntake>[0], 'log' | 'tracks' | 'refusedOne'>;
  desk: Omit<DeskParts, 'log'>;
};

export type Doors = { intake: Intake; desk: Desk; log: FactLog };

/** Where things come in and where they are decided; `under` a lease, what is kept is fenced. */
export function createDoors(parts: Parts): Doors & { under(fence: Fence, held: Held): Doors } {
  const { log, listening, metrics, counts } = parts;
  const tracks = measuredTracks(parts.tracks, metrics);
  const refusedOne: RefusedOne = ({ channel }, what, reason) => {
    metrics.refused.inc({ channel: channel === undefined || channel === 'http' ? what : channel, reason });
    if (channel !== undefined) counts.refused(channel, reason, 1);
  };

  const doorsTo = (log: FactLog, tracks: Tracks): Doors => ({
    intake: listening.listen(createIntake({ ...parts.intake, log, tracks, refusedOne })),
    desk: createDesk({ ...parts.desk, log }),
    log,
  });
  return {
    ...doorsTo(log, tracks),
    under: (fence, held) => doorsTo(fencedLog(log, fence, held), fencedTracks(tracks, fence, held)),
  };
}
