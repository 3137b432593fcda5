import type * as z from 'zod';
import { type CreatedKind, kinds, type ThingKind } from '../commands/kinds.ts';
import { CommandAnswer } from '../desk-api.ts';
import { route, says } from './route.ts';
import type { Right } from './who.ts';

const refusals = {
  400: 'The body or a header cannot be read',
  403: 'They see it, and this is not theirs to do; or the session is locked',
  404: 'There is none, or not for this caller',
  409: 'The present state does not allow it: `why`, `state`, `allowed` and `rev` say how it stands',
} as const;
/** Judged by the desk, in its order (server/desk/give.ts). */
const takes = { limit: '64kb', mayBeEmpty: true, unparsed: true } as const;

type Kinds = typeof kinds;

/** `POST /api/v1/{things}/{id}/{command}`: one route for all commands of one kind of thing. `unlocked` wait for no password and no authenticator. */
/*@__NO_SIDE_EFFECTS__*/
export function commandRoute<Kind extends ThingKind, const R extends Right>(
  kind: Kind,
  right: R,
  summary: string,
  unlocked: readonly (keyof Kinds[Kind]['commands'] & string)[] = [],
) {
  const { plural, commands: bodies, hasRevision } = kinds[kind];
  return route({
    method: 'POST',
    path: `/api/v1/${plural as Kinds[Kind]['plural']}/:id/:command`,
    summary,
    takes,
    commands: bodies as Kinds[Kind]['commands'],
    revised: hasRevision,
    answers: { 200: says(CommandAnswer, 'On the disk; `ETag` is the revision it made') },
    refusals,
    keeps: true,
    keyed: true,
    tapped: true,
    right,
    unlocked,
  });
}

/** `POST /api/v1/{things}`: makes a new one. */
/*@__NO_SIDE_EFFECTS__*/
export function creationRoute<Kind extends CreatedKind, const R extends Right>(
  kind: Kind,
  { summary, means, right }: { summary: string; means: string; right: R },
) {
  const { plural, creation } = kinds[kind];
  return route({
    method: 'POST',
    path: `/api/v1/${plural as Kinds[Kind]['plural']}`,
    summary,
    body: creation.body as Kinds[Kind]['creation']['body'] & z.ZodType,
    takes,
    answers: { 201: says(CommandAnswer, means) },
    refusals,
    keeps: true,
    keyed: true,
    tapped: true,
    right,
  });
}
