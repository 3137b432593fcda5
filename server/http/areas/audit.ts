import { calledIn } from '../../desk/called-in.ts';
import { trailFile } from '../../access/audit-file.ts';
import { readTrail } from '../../access/audit-trail.ts';
import { actorOf } from '../guard.ts';
import { type Handlers, ok } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

type Parts = Pick<HttpParts, 'access' | 'store'>;

/** Who looked at, changed or exported what: for oversight alone, and reading it is on record too. */
export function auditHandlers({ access: { audit }, store: { records, incidents } }: Parts): Handlers<'audit'> {
  return {
    async readAudit({ query: { before, person, kind, limit }, caller }) {
      await audit.looked(actorOf(caller), 'audit', [person ?? 'everybody', kind ?? 'everything'].join(' '));
      const about = { ...(before !== undefined && { before }), ...(person && { person }), ...(kind && { kind }) };
      const trail = await readTrail(records, { limit, ...about });
      return ok({ ...trail, called: await calledIn(trail.items, { records, incidents }) });
    },

    async exportAudit({ query: { person, kind }, caller }) {
      const { text, rows } = await trailFile(records, { ...(person && { person }), ...(kind && { kind }) });
      await audit.exported(actorOf(caller), ['audit', person ?? 'everybody', kind ?? 'everything'].join(' '), rows);
      return ok(text, { headers: { 'content-disposition': 'attachment; filename="audit.csv"' } });
    },
  };
}
