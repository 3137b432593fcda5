import { Router } from 'express';
import * as z from 'zod';
import { PersonId, Seq } from '#data/contract/ids.ts';
import type { Access } from '../access/access.ts';
import { trailFile } from '../access/audit-file.ts';
import { readTrail } from '../access/audit-trail.ts';
import type { Records } from '../store/store.ts';
import { actorOf, may } from './caller.ts';
import { readQuery } from './read-query.ts';

/** Query of `GET /api/v1/audit`. `before` is the `next` of the page before; `kind` a kind or its group, `audit`, `incident`. */
export const AuditQuery = z.object({
  before: z.coerce.number().pipe(Seq).optional(),
  person: PersonId.optional(),
  kind: z
    .string()
    .regex(/^[a-z-]+(\.[a-z-]+)?$/)
    .max(60)
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** Who looked at, changed or exported what: for oversight alone, and reading it is on record too. */
export function auditRoutes({ gate, audit }: Access, records: Records): Router {
  const routes = Router();

  routes.get('/audit', may(gate, 'GET /api/v1/audit'), async (request, response) => {
    const query = readQuery(AuditQuery, request, response);
    if (!query) return;
    const { before, person, kind, limit } = query;
    await audit.looked(actorOf(response), 'audit', [person ?? 'everybody', kind ?? 'everything'].join(' '));
    const asked = { limit, ...(before !== undefined && { before }), ...(person && { person }), ...(kind && { kind }) };
    response.setHeader('Cache-Control', 'no-store');
    response.json(await readTrail(records, asked));
  });

  routes.get('/audit/export', may(gate, 'GET /api/v1/audit/export'), async (request, response) => {
    const query = readQuery(AuditQuery.omit({ before: true, limit: true }), request, response);
    if (!query) return;
    const { person, kind } = query;
    const { text, rows } = await trailFile(records, { ...(person && { person }), ...(kind && { kind }) });
    await audit.exported(actorOf(response), ['audit', person ?? 'everybody', kind ?? 'everything'].join(' '), rows);
    response.setHeader('Cache-Control', 'no-store');
    response.attachment('audit.csv').type('text/csv').send(text);
  });

  return routes;
}
