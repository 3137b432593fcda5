import { Router } from 'express';
import * as z from 'zod';
import { CategoryId, IncidentState, type Priority } from '#data/contract/incident.ts';
import { emptyBoard } from '#data/contract/board.ts';
import { redactFacts, redactIncident } from '#data/rules/audience.ts';
import type { Gate } from '../access/gate.ts';
import type { IncidentIndex } from '../store/store.ts';
import { may, viewOfCaller } from './caller.ts';
import { invalid, problem } from './problem.ts';
import { sendProblem } from './send.ts';

const listOf = <T>(item: z.ZodType<T, string>) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(item).max(20));
const PriorityDigit = z.enum(['1', '2', '3', '4']).transform((digit) => Number(digit) as Priority);

/** Query of `GET /api/v1/incidents`; lists are separated by commas. */
export const IncidentQuery = z.object({
  status: listOf(IncidentState).optional(),
  priority: listOf(PriorityDigit).optional(),
  category: z.union([CategoryId, z.string().regex(/^[a-z0-9-]+$/)]).optional(),
  area: z.string().max(64).optional(),
  text: z.string().min(2).max(100).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  source: z.string().max(64).optional(),
  sourceRef: z.string().max(128).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(200).optional(),
  view: z.string().optional(),
});

/** Every incident there ever was, for those who work on them. */
export function incidentRoutes({ gate, incidents }: { gate: Gate; incidents: IncidentIndex }): Router {
  const routes = Router();

  routes.get('/incidents', may(gate, 'GET /api/v1/incidents'), async (request, response) => {
    const query = IncidentQuery.safeParse(request.query);
    if (!query.success) {
      const errors = query.error.issues.map((issue) => ({
        pointer: `/${issue.path.join('/')}`,
        detail: issue.message,
      }));
      return sendProblem(response, invalid(errors));
    }
    const { status, priority, category, area, text, from, to, source, sourceRef, limit, cursor } = query.data;
    const view = viewOfCaller(response);
    const within = view.area ?? area;
    if (view.area !== undefined && area !== undefined && area !== view.area) return sendProblem(response, problem(404));
    const filter = {
      ...(status && { states: status }),
      ...(priority && { priorities: priority }),
      ...(category !== undefined && { category }),
      ...(within !== undefined && { area: within }),
      ...(text !== undefined && { text }),
      ...(from !== undefined && { from: Date.parse(from) }),
      ...(to !== undefined && { to: Date.parse(to) }),
      ...(source !== undefined && { source }),
      ...(sourceRef !== undefined && { sourceRef }),
    };
    const page = await incidents.list(filter, { limit, ...(cursor !== undefined && { cursor }) });
    response.json({ items: page.items.map((row) => redactIncident(row, view)), next: page.next });
  });

  routes.get('/incidents/:id', may(gate, 'GET /api/v1/incidents/:id'), async (request, response) => {
    const view = viewOfCaller(response);
    const row = await incidents.get(String(request.params.id));
    // What the caller may not know of does not exist for him.
    if (!row || (view.area !== undefined && !row.areas.includes(view.area))) return sendProblem(response, problem(404));
    const { facts } = redactFacts(await incidents.timeline(row.id), { name: view.name }, emptyBoard);
    response.setHeader('ETag', `"${row.rev}"`);
    response.json({ ...redactIncident(row, view), timeline: facts });
  });

  return routes;
}
