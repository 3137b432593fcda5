import { HOUR } from '#data/rules/civil-day.ts';
import type { Arrival } from '../past/arrivals.ts';
import type { Player } from '../player.ts';

/** Those who report. */
export type Callers = Player & {
  /** What happens over and above the ordinary. */
  alsoReport(arrivals: readonly Arrival[]): void;
};

const LOOK_AHEAD_HOURS = 48;

/** Reports what happens from `from` (ms) on as it happens. The intake knows a report that comes twice. */
export function createCallers({
  report,
  arrivalsIn,
  from,
}: {
  /** Tells the city of what happens. */
  report: (arrivals: readonly Arrival[], now: number) => Promise<unknown>;
  arrivalsIn: (hour: number) => Arrival[];
  from: number;
}): Callers {
  let hour = Math.floor(from / HOUR);
  let ahead: Arrival[] = [];

  return {
    alsoReport(arrivals) {
      ahead = [...ahead, ...arrivals].sort((a, b) => a.at - b.at);
    },
    subjects: () => ['next'],
    concerns: () => undefined,
    plan(_subject, now) {
      const last = Math.floor(now / HOUR) + LOOK_AHEAD_HOURS;
      while ((ahead.length === 0 || hour * HOUR <= now) && hour <= last) {
        const arrivals = arrivalsIn(hour++).filter(({ at }) => at > from);
        ahead = [...ahead, ...arrivals].sort((a, b) => a.at - b.at);
      }
      return ahead[0]?.at ?? last * HOUR;
    },
    async act(_subject, now) {
      const due = ahead.filter(({ at }) => at <= now);
      if (due.length === 0) return;
      await report(due, now);
      const said = new Set(due);
      ahead = ahead.filter((arrival) => !said.has(arrival));
    },
  };
}
