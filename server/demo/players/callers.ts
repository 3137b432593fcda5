import type { Report } from '#data/contract/api.ts';
import { HOUR } from '#data/rules/civil-day.ts';
import type { Intake } from '../../intake/intake.ts';
import type { Arrival } from '../past/arrivals.ts';
import { demoSender } from '../exercise.ts';
import type { Player } from '../player.ts';

/** Those who report. */
export type Callers = Player & {
  /** What happens over and above the ordinary. */
  alsoReport(arrivals: readonly Arrival[]): void;
};

const LOOK_AHEAD_HOURS = 48;

/** Reports what happens from `from` (ms) on as it happens. The intake knows a report that comes twice. */
export function createCallers({
  intake,
  arrivalsIn,
  tell,
  from,
}: {
  intake: Pick<Intake, 'report'>;
  arrivalsIn: (hour: number) => Arrival[];
  tell: (arrival: Arrival) => Report;
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
      await intake.report(demoSender, due.map(tell));
      const said = new Set(due);
      ahead = ahead.filter((arrival) => !said.has(arrival));
    },
  };
}
