import { Router, type Request, type Response } from 'express';
import * as z from 'zod';
import { emptyBoard, type Board } from '#data/contract/board.ts';
import type { DuplicateCandidates, IncidentAnswer } from '#data/contract/desk-api.ts';
import { CategoryId, IncidentState, type Incident, type Priority } from '#data/contract/incident.ts';
import type { Clock } from '#data/kit/clock.ts';
import { redactFacts, redactIncident } from '#data/rules/audience.ts';
import { duplicatesOf } from '#data/rules/duplicates.ts';
import { allowedTo, isWorkOf } from '#data/rules/rights.ts';
import type { Access } from '../access/access.ts';
import type { Areas } from '../city/areas.ts';
import type { IncidentFilter, IncidentIndex } from '../store/store.ts';
import { actorOf, callerPerson, may, viewOfCaller } from './caller.ts';
import { invalid, problem } from './problem.ts';
import { listOf, readQuery } from './read-query.ts';
import { sendProblem } from './send.ts';
import { areaAsked } from './within.ts';

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
});

type Parts = {
  access: Pick<Access, 'gate' | 'audit'>;
  incidents: IncidentIndex;
  board: () => Board;
  areas: Pick<Areas, 'area'>;
  clock: Clock;
};

/** Every incident there ever was, for those who work on them. */
export function incidentRoutes({ access: { gate, audit }, incidents, board, areas, clock }: Parts): Router {
  const routes = Router();

  routes.get('/incidents', may(gate, 'GET /api/v1/incidents'), async (request, response) => {
    const query = readQuery(IncidentQuery, request, response);
    if (!query) return;
    const view = viewOfCaller(response);
    const within = areaAsked(query.area, view, areas);
    if (!within.ok) return sendProblem(response, invalid(within.refusal));
    const { limit, cursor } = query;
    const page = await listed(filterOf(query, within.value), { limit, ...(cursor !== undefined && { cursor }) });
    if (!page) return sendProblem(response, invalid([{ pointer: '/cursor', detail: 'is none that was given' }]));
    const items = page.items.map((row) => redactIncident(row, view));
    if (items.some(({ contact }) => contact)) await audit.looked(actorOf(response), 'contact', request.originalUrl);
    response.setHeader('Cache-Control', 'private, no-store');
    response.json({ items, next: page.next });
  });

  routes.get('/incidents/:id', may(gate, 'GET /api/v1/incidents/:id'), async (request, response) => {
    const row = await visible(request, response);
    if (!row) return;
    const view = viewOfCaller(response);
    const seen = redactIncident(row, view);
    const person = callerPerson(response);
    const { facts } = redactFacts(await incidents.timeline(row.id), { name: view.name }, emptyBoard);
    const answer: IncidentAnswer = { ...seen, timeline: facts, allowed: person ? allowedTo(person, row) : [] };
    await audit.looked(actorOf(response), seen.contact ? 'contact' : 'incident', row.id);
    response.setHeader('Cache-Control', 'private, no-store');
    response.setHeader('ETag', `"${row.rev}"`);
    response.json(answer);
  });

  const duplicates = may(gate, 'GET /api/v1/incidents/:id/duplicates');
  routes.get('/incidents/:id/duplicates', duplicates, async (request, response) => {
    const row = await visible(request, response);
    if (!row) return;
    const { area } = viewOfCaller(response);
    const open = [...board().incidents.values()].filter((other) => area === undefined || other.areas.includes(area));
    const answer: DuplicateCandidates = { asOf: clock.now(), items: duplicatesOf(row, open) };
    response.setHeader('Cache-Control', 'private, no-store');
    response.json(answer);
  });

  return routes;

  /** Null: the cursor is none of ours. */
  async function listed(
    ...asked: Parameters<IncidentIndex['list']>
  ): Promise<Awaited<ReturnType<IncidentIndex['list']>> | null> {
    try {
      return await incidents.list(...asked);
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  }

  /** The incident that is asked for. What the caller may not know of does not exist for him. */
  async function visible(request: Request, response: Response): Promise<Incident | null> {
    const { area } = viewOfCaller(response);
    const row = await incidents.get(String(request.params.id));
    const person = callerPerson(response);
    if (row && (area === undefined || row.areas.includes(area) || (person && isWorkOf(person, row)))) return row;
    sendProblem(response, problem(404));
    return null;
  }
}

function filterOf(query: z.infer<typeof IncidentQuery>, area: string | undefined): IncidentFilter {
  const { status, priority, category, text, from, to, source, sourceRef } = query;
  return {
    ...(status && { states: status }),
    ...(priority && { priorities: priority }),
    ...(category !== undefined && { category }),
    ...(area !== undefined && { area }),
    ...(text !== undefined && { text }),
    ...(from !== undefined && { from: Date.parse(from) }),
    ...(to !== undefined && { to: Date.parse(to) }),
    ...(source !== undefined && { source }),
    ...(sourceRef !== undefined && { sourceRef }),
  };
}
