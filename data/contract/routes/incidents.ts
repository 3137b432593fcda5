import * as z from 'zod';
import { keyForm, refForm } from '../../kit/text.ts';
import { ContactAnswer, DuplicateCandidates, IncidentAnswer, Recommendations } from '../desk-api.ts';
import { IncidentId } from '../ids.ts';
import { CategoryId, Incident, IncidentState, type Priority } from '../incident.ts';
import { commandRoute } from './command-route.ts';
import { listOf, someId, upTo } from './query.ts';
import { route, says } from './route.ts';
import { commands, dispatches, leads, work } from './who.ts';

const PriorityDigit = z.enum(['1', '2', '3', '4']).transform((digit) => Number(digit) as Priority);
const params = z.object({ id: IncidentId });
const refusals = { 404: 'There is none, or not for this caller' } as const;
const cache = 'private, no-store';

export const listIncidents = route({
  method: 'GET',
  path: '/api/v1/incidents',
  right: work,
  summary: 'List incidents, newest first',
  query: z.object({
    status: listOf(IncidentState).optional(),
    priority: listOf(PriorityDigit).optional(),
    category: z.union([CategoryId, z.string().regex(/^[a-z0-9-]+$/)]).optional(),
    area: someId,
    text: z.string().min(2).max(100).optional(),
    /** As people say it, with its series or without: `XN26-104233`, `104233`. Nothing but `area` is asked beside it. */
    number: z.string().overwrite(keyForm).min(1).max(40).optional(),
    from: z.iso.datetime({ offset: true }).optional(),
    to: z.iso.datetime({ offset: true }).optional(),
    source: someId,
    sourceRef: z.string().overwrite(refForm).max(128).optional(),
    limit: upTo(500, 50),
    cursor: z.string().max(200).optional(),
  }),
  answers: {
    200: says(
      z.object({ items: z.array(Incident), next: z.string().nullable() }),
      'A page; pass `next` as `cursor`. Lists in the query are separated by commas',
    ),
  },
  inTurn: true,
  cache,
});

export const readIncident = route({
  method: 'GET',
  path: '/api/v1/incidents/:id',
  right: work,
  summary: 'One incident with its timeline',
  params,
  answers: { 200: says(IncidentAnswer, 'The incident, and what the caller may do now; `ETag` is its revision') },
  refusals,
  cache,
});

export const readContact = route({
  method: 'GET',
  path: '/api/v1/incidents/:id/contact',
  right: leads,
  summary: 'Who reported an incident',
  description: 'Names and numbers are in no other answer, on no board and in no feed. Every look is on record.',
  params,
  answers: { 200: says(ContactAnswer, 'As they were named, oldest first; empty where nobody was') },
  refusals,
  cache,
});

export const recommendUnits = route({
  method: 'GET',
  path: '/api/v1/incidents/:id/recommended',
  right: dispatches,
  summary: 'Who could be sent, best first, with the reasons',
  description: 'By travel time over the streets, fit of the service, load of the last 8 hours and age of the fix.',
  params,
  query: z.object({ limit: upTo(500, 25) }),
  answers: { 200: says(Recommendations, 'The units') },
  refusals,
  inTurn: true,
  cache,
});

export const findDuplicates = route({
  method: 'GET',
  path: '/api/v1/incidents/:id/duplicates',
  right: work,
  summary: 'Open incidents that may be the same case, likeliest first',
  params,
  answers: { 200: says(DuplicateCandidates, 'At most ten') },
  refusals,
  inTurn: true,
  cache,
});

export const commandIncident = commandRoute('incident', commands, 'a command to an incident');
