import * as z from 'zod';
import {
  AddAgency,
  AgenciesAnswer,
  agencyCommands,
  AgencyAnswer,
  TriedMapping,
  TryMapping,
  type AgencyCommandName,
} from '../../agency.ts';
import { ReportAnswer } from '../../api.ts';
import { route, says } from '../route.ts';
import { administering, administrators, open } from '../who.ts';

export const hearWebhook = route({
  method: 'POST',
  path: '/api/v1/webhooks/:name',
  right: open,
  summary: 'What an agency tells by webhook',
  description:
    'Signed by Standard Webhooks: `webhook-id`, `webhook-timestamp` (at most 5 minutes off), `webhook-signature` over the body as it was sent. Read by the mapping of the agency; what cannot be read is answered, and kept for an administrator.',
  keeps: true,
  takes: { limit: '256kb', type: 'application/json' },
  body: z.unknown(),
  answers: { 200: says(ReportAnswer, 'It is known already'), 201: says(ReportAnswer, 'Kept') },
  refusals: { 401: 'No agency of this name, or not its signature, or older than 5 minutes' },
});

export const listAgencies = route({
  method: 'GET',
  path: '/api/v1/agencies',
  right: administrators,
  summary: 'Who tells by webhook',
  answers: { 200: says(AgenciesAnswer, 'Every agency') },
  cache: 'no-store',
});

export const addAgency = route({
  method: 'POST',
  path: '/api/v1/agencies',
  right: administering,
  summary: 'Register an agency',
  description: 'Its secret is in this answer and in no other.',
  body: AddAgency,
  takes: { limit: '64kb' },
  answers: { 201: says(AgencyAnswer, 'Registered') },
  refusals: { 409: 'The name is taken' },
});

export const tryMapping = route({
  method: 'POST',
  path: '/api/v1/agencies/try',
  right: administrators,
  summary: 'Read a sample by a mapping',
  description: 'Nothing is kept.',
  body: TryMapping,
  takes: { limit: '256kb' },
  answers: { 200: says(TriedMapping, 'As it would be handed in') },
});

export const commandAgency = route({
  method: 'POST',
  path: '/api/v1/agencies/:name/:command',
  right: administering,
  summary: 'Of an agency',
  commands: {
    change: { body: agencyCommands.change },
    renew: { body: agencyCommands.renew },
    remove: { body: agencyCommands.remove },
  } satisfies Record<AgencyCommandName, object>,
  takes: { limit: '64kb', unparsed: true },
  answers: { 200: says(AgencyAnswer, 'As it is now') },
  refusals: { 404: 'There is none of this name' },
});
