import type { ZodOpenApiOperationObject } from 'zod-openapi';
import { Problem } from '#data/contract/problem.ts';
import type { Route, Said } from '#data/contract/routes/route.ts';

type Answers = ZodOpenApiOperationObject['responses'];

/** What a route answers and refuses: what it says itself, and what follows from its right, query and body. */
export function answersOf(route: Route): Answers {
  const refusals = { ...impliedRefusals(route), ...route.refusals };
  const answers: Record<string, object> = {};
  for (const [status, said] of Object.entries(route.answers)) answers[status] = answer(said);
  for (const [status, description] of Object.entries(refusals)) {
    const own = answers[status] as { content?: object } | undefined;
    const content = { ...own?.content, 'application/problem+json': { schema: Problem } };
    answers[status] = { description, ...own, content };
  }
  return answers as Answers;
}

function answer({ means: description, json: schema, file }: Said) {
  if (schema) return { description, content: { 'application/json': { schema } } };
  if (file !== undefined) return { description, content: { [file]: { schema: { type: 'string' } } } };
  return { description };
}

function impliedRefusals({
  right,
  query,
  body,
  commands,
  takes,
  keeps,
  revised,
  inTurn,
}: Route): Record<number, string> {
  const hasBody = body !== undefined || commands !== undefined || takes?.type !== undefined;
  return {
    ...((hasBody || revised) && { 400: 'The body or a header cannot be read' }),
    ...(!right.who.includes('nobody') && {
      401: right.person ? 'Nobody is signed in, or the session has ended' : 'No valid token, and nobody is signed in',
      403: 'No right; `why` is `enrol` or `locked` where something can be done about it',
    }),
    ...(hasBody && {
      413: `Larger than ${(takes?.limit ?? '4kb').replace(/(\D+)$/, ' $1')}`,
      415: `Not ${takes?.type ?? 'JSON'}`,
    }),
    ...((hasBody || query) && { 422: 'Understood but invalid; `errors` points at every wrong field' }),
    ...(inTurn && { 429: 'Too many of your own questions wait', 503: 'Too many questions wait' }),
    ...(keeps && { 503: 'Nothing can be kept now: nothing was, try again after `Retry-After`' }),
  };
}
