import type { Clock, Stop } from '#data/kit/clock.ts';
import type { Sender } from './intake/intake.ts';
import { isLeave } from './intake/take-leaves.ts';
import type { UnitFixes } from './intake/unit-fixes.ts';
import { createHeardLane, type HeardLane } from './nodes/heard-lane.ts';
import type { Channel } from './store/shared.ts';
import type { TrackFix, Tracks } from './store/store.ts';
import type { Listening } from './watch/listening.ts';

/** What the processes on one store hear, told to one another. */
export type Beside = {
  tellFixes(sender: Sender, fixes: readonly TrackFix[]): void;
  tellReports(sender: Sender): void;
  /** As of when the picture here holds every unit, ms. */
  asOf(): number;
  /** From now on what others hear goes into this picture. */
  hearInto(picture: { unitFixes: UnitFixes; listening: Listening }): void;
  stop: Stop;
};

type Parts = {
  channel: Channel;
  clock: Clock;
  tracks: Pick<Tracks, 'latest'>;
  /** How many other processes live. */
  others: () => number;
};

export function createBeside({ channel, clock, tracks, others }: Parts): Beside {
  let lane: HeardLane | undefined;
  return {
    tellFixes: ({ source, exercise }, fixes) => lane?.tell({ source, exercise, reports: false, fixes }),
    tellReports: ({ source, exercise }) => lane?.tell({ source, exercise, reports: true, fixes: [] }),
    asOf: () => lane?.asOf() ?? clock.now(),
    hearInto({ unitFixes, listening }) {
      lane = createHeardLane({
        channel,
        clock,
        receive({ source, exercise, reports, fixes }) {
          for (const fix of fixes) {
            if (isLeave(fix)) unitFixes.leave(fix.unit);
            else if (Number.isNaN(fix.lon)) unitFixes.hear(fix.unit, fix.at);
            else unitFixes.take(fix);
          }
          listening.heardElsewhere({ source, exercise, reports, units: fixes.map(({ unit }) => unit) });
        },
        latest: tracks.latest,
        take: unitFixes.take,
        others,
      });
    },
    stop: () => lane?.stop(),
  };
}
