import * as z from 'zod';
import { AuditAnswer } from '../desk-api.ts';
import { PersonId, Seq } from '../ids.ts';
import { upTo } from './query.ts';
import { file, route, says } from './route.ts';
import { oversight } from './who.ts';

/** `kind`: a kind or its group, `audit`, `incident`. */
const about = {
  person: PersonId.optional(),
  kind: z
    .string()
    .regex(/^[a-z-]+(\.[a-z-]+)?$/)
    .max(60)
    .optional(),
};

export const readAudit = route({
  method: 'GET',
  path: '/api/v1/audit',
  right: oversight,
  summary: 'Who looked at, changed or exported what, newest first',
  description: 'Asking is on record. Pass `next` as `before`.',
  query: z.object({ before: z.coerce.number<number | string>().pipe(Seq).optional(), ...about, limit: upTo(500, 100) }),
  answers: { 200: says(AuditAnswer, 'A page') },
  inTurn: true,
  cache: 'no-store',
});

export const exportAudit = route({
  method: 'GET',
  path: '/api/v1/audit/export',
  right: oversight,
  summary: 'The same as a CSV file of at most 10,000 lines',
  description: 'Saving is on record with the number of lines. No field runs as a formula.',
  query: z.object(about),
  answers: { 200: file('text/csv', 'The file') },
  inTurn: true,
  cache: 'no-store',
});
