import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { FindDanger } from '#data/contract/commands/danger.ts';
import { kinds, type ThingKind } from '#data/contract/commands/kinds.ts';
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

/** The commands of an alarm's condition are described with the alarms. */
const called: Record<Exclude<ThingKind, 'alarm-rule'>, string> = {
  incident: 'an incident',
  unit: 'a unit',
  alarm: 'an alarm',
  inspection: 'a visit',
  cell: 'a grid cell',
  danger: 'a hidden danger',
  dispute: 'a dispute, by one of its handlers',
  shift: 'a line of the shift log',
  handover: 'a hand-over: two people sign, who gives first',
};

/** One path for every command of every kind of thing, with the very schema that reads its body. */
export const commandPaths: ZodOpenApiPathsObject = Object.fromEntries(
  Object.entries(called).flatMap(([kind, thing]) => {
    const { plural, commands, hasRevision } = kinds[kind as keyof typeof called];
    return Object.entries(commands).map(([name, { body }]) => [
      `/api/v1/${plural}/{id}/${name}`,
      { post: command(`${name}: a command to ${thing}`, body, hasRevision) },
    ]);
  }),
);

/** `POST /api/v1/dangers`. */
export const findDanger = creation(
  'Something found between two visits',
  FindDanger.body,
  'A hidden danger from now on',
);

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
