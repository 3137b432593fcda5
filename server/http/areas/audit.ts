import type { LoggedFact } from '#data/contract/fact.ts';
import { calledIn } from '../../desk/called-in.ts';
import { trailFile } from '../../access/trail/audit-file.ts';
import { trailNames } from '../../access/trail/trail-names.ts';
import { readTrail } from '../../access/trail/audit-trail.ts';
import { actorOf } from '../guard.ts';
import { type Handlers, ok } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

type Parts = Pick<HttpParts, 'access' | 'store' | 'board' | 'pack'>;

/** Who looked at, changed or exported what: for oversight alone, and reading it is on record too. */
export function auditHandlers({ access, store: { records, incidents }, board, pack }: Parts): Handlers<'audit'> {
  const { audit, register } = access;
  const called = (lines: readonly LoggedFact[]) => calledIn(lines, { records, incidents });
  const namesFor = trailNames({ register, board, pack, calledIn: called });
  return {
    async readAudit({ query: { before, person, kind, limit }, caller }) {
      await audit.looked(actorOf(caller), 'audit', [person ?? 'everybody', kind ?? 'everything'].join(' '));
      const about = { ...(before !== undefined && { before }), ...(person && { person }), ...(kind && { kind }) };
      const trail = await readTrail(records, { limit, ...about });
      return ok({ ...trail, called: await called(trail.items) });
    },

    async exportAudit({ query: { person, kind }, caller }) {
      const { text, rows } = await trailFile(
        { records, namesFor },
        { ...(person && { person }), ...(kind && { kind }) },
      );
      await audit.exported(actorOf(caller), ['audit', person ?? 'everybody', kind ?? 'everything'].join(' '), rows);
      return ok(text, { headers: { 'content-disposition': 'attachment; filename="audit.csv"' } });
    },
  };
}
