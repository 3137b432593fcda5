import type { CallReport, Report } from '#data/contract/api.ts';
import type { SourceName } from '#data/contract/ids.ts';
import { problem } from '#data/contract/problem.ts';
import { asWritten } from './as-written.ts';
import { actorOf } from '../guard.ts';
import type { Sender } from '../../intake/intake.ts';
import type { Gazetteer } from '../../city/gazetteer/gazetteer.ts';
import { createLineReader } from '../../city/line/read-line.ts';
import { type Handlers, ok, refuse, reply } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

/** The channel of what is told to the desk, as the source under which it is kept. */
const DESK = 'desk' as SourceName;

/** Calls that the desk takes: what a caller said, through the one door, with who wrote it down. */
export function callHandlers(
  { intake, pack }: Pick<HttpParts, 'intake' | 'pack'>,
  gazetteer: Gazetteer,
): Handlers<'calls'> {
  const read = createLineReader(pack, gazetteer);
  return {
    async takeCall({ body, caller }) {
      const from: Sender = {
        source: DESK,
        exercise: false,
        by: actorOf(caller),
        ...(body.answer && { answer: 'owed' }),
      };
      const [outcome] = await intake.report(from, [reportOf(body, caller.person.id)]);
      if (!outcome || !('id' in outcome)) return refuse(outcome ? asWritten(outcome, written) : problem(422));
      const { status, ...answer } = outcome;
      return reply(status, answer, { headers: { location: `/api/v1/incidents/${answer.id}` } });
    },
    readCallLine: async ({ body: { line } }) => ok(await read(line)),
  };
}

/** As the door takes it. Two people never share a reference, whatever their pages make up. */
function reportOf({ ref, calledAt, answer: _owed, ...told }: CallReport, person: string): Report {
  return {
    source: DESK,
    sourceRef: `${person}:${ref}`,
    mode: 'reported',
    ...told,
    ...(calledAt !== undefined && { reportedAt: calledAt }),
  };
}

const written = { '/reportedAt': '/calledAt' };
