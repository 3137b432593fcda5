import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import {
  alarmCommands,
  cellCommands,
  dangerCommands,
  disputeCommands,
  FindDanger,
  handoverCommands,
  incidentCommands,
  inspectionCommands,
  shiftCommands,
  unitCommands,
} from '#data/contract/command.ts';
import { CommandAnswer } from '#data/contract/desk-api.ts';
import { forPeople, json, refusal, refusals } from './openapi-parts.ts';

const Key = z.string().max(128).optional().describe('The same key with the same command again gets the first answer');
const Rev = z.string().optional().describe('A revision in quotes, `"7"`: 409 when the thing has moved on');

const answers = {
  ...refusals,
  '400': refusal('The body or a header cannot be read'),
  '403': refusal('They see it, and this is not theirs to do; or the session is locked'),
  '404': refusal('There is none, or not for this caller'),
  '409': refusal('The present state does not allow it: `why`, `state`, `allowed` and `rev` say how it stands'),
  '413': refusal('Larger than 64 kB'),
  '415': refusal('Not JSON'),
  '422': refusal('Understood but invalid; `errors` points at every wrong field'),
  '503': refusal('Nothing can be kept now: try again after `Retry-After`'),
};

/** One path for every command of every kind of thing, with the very schema that reads its body. */
const things: readonly [path: string, thing: string, bodies: Record<string, z.ZodType>, hasRevision: boolean][] = [
  ['incidents', 'an incident', incidentCommands, true],
  ['units', 'a unit', unitCommands, false],
  ['alarms', 'an alarm', alarmCommands, false],
  ['inspections', 'a visit', inspectionCommands, false],
  ['cells', 'a grid cell', cellCommands, false],
  ['dangers', 'a hidden danger', dangerCommands, true],
  ['disputes', 'a dispute, by one of its handlers', disputeCommands, true],
  ['shift', 'a line of the shift log', shiftCommands, false],
  ['handovers', 'a hand-over: two people sign, who gives first', handoverCommands, false],
];

export const commandPaths: ZodOpenApiPathsObject = Object.fromEntries(
  things.flatMap(([path, thing, bodies, hasRevision]) =>
    Object.entries(bodies).map(([name, body]) => [
      `/api/v1/${path}/{id}/${name}`,
      { post: command(`${name}: a command to ${thing}`, body, hasRevision) },
    ]),
  ),
);

/** `POST /api/v1/dangers`. */
export const findDanger = creation('Something found between two visits', FindDanger, 'A hidden danger from now on');

/** A `POST` that makes a new thing. */
export function creation(summary: string, body: z.ZodType, made: string): ZodOpenApiOperationObject {
  return {
    summary,
    security: forPeople,
    requestParams: { header: z.object({ 'idempotency-key': Key }) },
    requestBody: { content: { 'application/json': { schema: body } } },
    responses: { '201': json(CommandAnswer, made), ...answers },
  };
}

function command(summary: string, body: z.ZodType, hasRevision: boolean): ZodOpenApiOperationObject {
  return {
    summary,
    security: forPeople,
    requestParams: {
      path: z.object({ id: z.string() }),
      header: z.object({ 'idempotency-key': Key, ...(hasRevision && { 'if-match': Rev }) }),
    },
    requestBody: { content: { 'application/json': { schema: body } } },
    responses: { '200': json(CommandAnswer, 'On the disk; `ETag` is the revision it made'), ...answers },
  };
}
