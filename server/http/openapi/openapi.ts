import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { ByRole } from '#data/contract/commands/command.ts';
import { PROTOCOL } from '#data/contract/feed.ts';
import { routes } from '#data/contract/routes/areas.ts';
import type { Route } from '#data/contract/routes/route.ts';
import type { Right, Who } from '#data/contract/routes/who.ts';
import { answersOf } from './answers.ts';
import { SENT_AT, TAPPED_AT } from '../tapped.ts';

const Key = z.string().max(128).optional().describe('The same key with the same command again gets the first answer');
const Tapped = z.iso
  .datetime({ offset: true })
  .optional()
  .describe('When it was done, where it is told later; by the clock of the device, put right as far as it knows');
const Sent = z.iso
  .datetime({ offset: true })
  .optional()
  .describe('Now, by that clock: one that is off by more than 60 s is not believed, and the time of receipt counts');
const Rev = z.string().optional().describe('A revision in quotes, `"7"`: 409 when the thing has moved on');

/** The OpenAPI 3.1 document, made from the very values by which the routes are mounted. `sessionCookie`: its name here. */
export function openapiDocument(version: string, sessionCookie: string): ReturnType<typeof createDocument> {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Watchfloor',
      version,
      description: `Errors are RFC 9457 problems. \`x-who\` says to whom an operation is open. The live feed (protocol ${PROTOCOL}) is described in data/contract/PROTOCOL.md.`,
    },
    components: {
      securitySchemes: {
        source: { type: 'http', scheme: 'bearer', description: 'token add --source NAME' },
        view: {
          type: 'http',
          scheme: 'bearer',
          description: "token add --view VIEW --name NAME; or a display's cookie",
        },
        person: { type: 'apiKey', in: 'cookie', name: sessionCookie, description: 'POST /api/v1/session' },
      },
    },
    paths: pathsOf(routes),
  });
}

/** One operation for every route; one for every command where a route takes several. */
export function pathsOf(all: readonly Route[]): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of all) {
    const written = route.path.replaceAll(/:(\w+)/g, '{$1}');
    const method = route.method.toLowerCase();
    if (!route.commands) (paths[written] ??= {})[method] = operation(route, route.body);
    for (const [name, command] of Object.entries(route.commands ?? {})) {
      const summary = `${name}: ${route.summary}`;
      const may: ByRole | undefined = 'may' in command ? (command.may as ByRole) : undefined;
      const who = route.right.who.filter((one) => !may || !(one in may) || may[one as keyof ByRole] !== 'none');
      (paths[written.replace('{command}', name)] ??= {})[method] = operation({ ...route, summary }, command.body, who);
    }
  }
  return paths;
}

function operation(route: Route, body: z.ZodType | undefined, who: readonly Who[] = route.right.who) {
  const { summary, description, query, takes, right } = route;
  const path = paramsOf(route);
  const header = headersOf(route);
  const type = takes?.type ?? 'application/json';
  const schema = takes?.type ? z.string().meta({ format: 'binary' }) : body;
  const made = {
    summary,
    ...(description !== undefined && { description }),
    security: securityOf(right),
    'x-who': [...who],
    ...((path || query || header) && {
      requestParams: {
        ...(path && { path }),
        ...(query && { query: query as z.ZodObject }),
        ...(header && { header }),
      },
    }),
    ...(schema && { requestBody: { content: { [type]: { schema } }, required: takes?.mayBeEmpty !== true } }),
    responses: answersOf(route),
  };
  return made as ZodOpenApiOperationObject;
}

function securityOf({ who, person }: Right): Record<string, never[]>[] {
  if (who.includes('nobody')) return [];
  if (person) return [{ person: [] }];
  return who.every((one) => one === 'source') ? [{ source: [] }] : [{ view: [] }, { person: [] }];
}

function paramsOf({ path, params }: Route): z.ZodObject | undefined {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!).filter((name) => name !== 'command');
  if (names.length === 0) return undefined;
  return params ?? z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
}

function headersOf({ keyed, revised, tapped }: Route): z.ZodObject | undefined {
  if (!keyed && !tapped) return undefined;
  return z.object({
    ...(keyed && { 'idempotency-key': Key }),
    ...(revised && { 'if-match': Rev }),
    ...(tapped && { [TAPPED_AT]: Tapped, [SENT_AT]: Sent }),
  });
}
