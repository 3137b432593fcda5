import type { BodyOf } from '../contract/commands/incident.ts';
import type { Incident } from '../contract/incident.ts';
import { accepted, refused } from '../kit/result.ts';
import { DAY } from './civil-day.ts';
import { nextRev, withReason, type Decided, type DecisionContext } from './decision.ts';
import { afterLimit, afterSuspension } from './time-limits.ts';

/** No suspension is longer, and no limit is moved further ahead of now. */
export const FARTHEST = 366 * DAY;

export function extend(
  incident: Incident,
  { limit, by, reason }: BodyOf<'extend'>,
  { now, pack }: DecisionContext,
): Decided {
  const due = incident.due[limit];
  if (due === undefined) return refused({ why: 'limit-unset', pointer: '/limit' });
  const moved = afterLimit(due, by, pack.calendar, pack.city.timeZone);
  if (!(moved <= Math.max(now, due) + FARTHEST)) return refused({ why: 'until-far', pointer: '/by' });
  return accepted([
    {
      kind: 'incident.extended',
      ...nextRev(incident),
      due: { ...incident.due, [limit]: moved },
      granted: { limit, by },
      reason,
    },
  ]);
}

export function suspend(incident: Incident, { until, reason }: BodyOf<'suspend'>, { now }: DecisionContext): Decided {
  if (until <= now) return refused({ why: 'until-past', pointer: '/until' });
  if (until > now + FARTHEST) return refused({ why: 'until-far', pointer: '/until' });
  return accepted([{ kind: 'incident.suspended', ...nextRev(incident), suspended: { since: now, until, reason } }]);
}

/** The clock runs again from now, or from the end that was set if that has passed. */
export function resume(incident: Incident, body: BodyOf<'resume'>, { now, pack }: DecisionContext): Decided {
  const { suspended } = incident;
  if (!suspended) return refused({ why: 'state' });
  const paused = { since: suspended.since, until: Math.min(now, suspended.until) };
  const due = afterSuspension(incident, paused.since, paused.until, pack);
  return accepted([{ kind: 'incident.resumed', ...nextRev(incident), due, paused, ...withReason(body) }]);
}
