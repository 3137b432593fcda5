import type { Incident } from '../contract/incident.ts';
import type { Owed } from '../contract/owed.ts';
import type { DecisionContext } from './decision.ts';
import { yetToHear } from '../fold/fold-owed.ts';
import { dueOf, limitsOf } from './time-limits.ts';

/**
 * The row of a case that is work again, with nobody on it yet: its limits start anew, and who heard that they had
 * passed. What was told of it is history; that it came back after that is kept.
 */
export function reopened(incident: Incident, { now, pack }: Pick<DecisionContext, 'now' | 'pack'>): Incident {
  const { resolvedBy: _resolvedBy, suspended: _suspended, escalation: _escalation, times, owed, ...row } = incident;
  const { resolved: _resolved, closed: _closed, ...reached } = times;
  return {
    ...row,
    rev: row.rev + 1,
    state: 'triaged',
    times: { triaged: now, ...reached },
    due: dueOf({ limits: limitsOf(row, pack) }, now, pack.calendar, pack.city.timeZone),
    clock: { from: now, moved: [] },
    assignments: [],
    ...(owed && { owed: owedAnew(owed) }),
  };
}

function owedAnew({ callable, reply, words, returns = 0, onlyOthers, others }: Owed): Owed {
  const times = reply ? returns + 1 : returns;
  return {
    ...(callable && { callable }),
    ...(onlyOthers && { onlyOthers }),
    ...(others && { others: others.map(yetToHear) }),
    ...(words && { words }),
    ...(times > 0 && { returns: times }),
  };
}
