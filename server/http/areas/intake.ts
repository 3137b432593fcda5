import { MAX_FIXES, MAX_REPORTS, type ReportOutcome } from '#data/contract/api.ts';
import { invalid, problem } from '#data/contract/problem.ts';
import type { HttpParts } from '../parts.ts';
import { isNotItsUnit } from '../../intake/speaks-for.ts';
import { type Handlers, refuse, reply, type SourceCaller } from '../handler.ts';
import { deviceHandlers } from './devices.ts';

const tooMany = (most: number, what: string) => refuse(problem(413, `at most ${most} ${what} at once`));
const from = ({ source, units }: Pick<SourceCaller, 'source' | 'units'>) => ({ source, exercise: false, units });

/** What sources send. */
export function intakeHandlers(parts: Pick<HttpParts, 'channels' | 'devices'>): Handlers<'intake'> {
  const { intake } = parts.channels.ear('http');

  return {
    ...deviceHandlers(parts),

    async reportIncidents({ body, caller }) {
      const reports: unknown[] = Array.isArray(body) ? body : [body];
      if (reports.length > MAX_REPORTS) return tooMany(MAX_REPORTS, 'reports');
      const outcomes = await intake.report(from(caller), reports);
      if (Array.isArray(body)) return reply(statusOf(outcomes), outcomes);
      const [only] = outcomes;
      if (!only || !('id' in only)) return refuse(only ?? problem(422));
      const { status, ...answer } = only;
      return reply(status, answer, { headers: { location: `/api/v1/incidents/${answer.id}` } });
    },

    async reportPositions({ body: fixes, caller }) {
      if (!Array.isArray(fixes)) return refuse(invalid([{ pointer: '', detail: 'must be an array of fixes' }]));
      if (fixes.length > MAX_FIXES) return tooMany(MAX_FIXES, 'fixes');
      const answer = await intake.positions(from(caller), fixes);
      const [first] = answer.refused;
      // Nothing else was in it: who is misled by a token is told so.
      if (first && answer.refused.length === fixes.length && answer.refused.every(({ detail }) => isNotItsUnit(detail)))
        return refuse(problem(403, first.detail));
      return reply(202, answer);
    },
  };
}

/** The status of all items where they agree, else 207. An empty array is kept without more ado. */
function statusOf(outcomes: readonly ReportOutcome[]): 200 | 201 | 207 {
  const [first = { status: 200 }, ...rest] = outcomes;
  return (rest.every((outcome) => outcome.status === first.status) ? first.status : 207) as 200 | 201 | 207;
}
