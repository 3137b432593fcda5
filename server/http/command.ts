import { type CreatedKind, kinds, type ThingKind } from '#data/contract/commands/kinds.ts';
import type { CommandAnswer } from '#data/contract/desk-api.ts';
import { invalid, type Problem, problem } from '#data/contract/problem.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import { crewIsWithin } from '#data/rules/reach.ts';
import { rightOf } from '#data/rules/rights.ts';
import type { How } from '../desk/how.ts';
import type { DeskRefusal } from '../desk/refusal.ts';
import { actorOf } from './guard.ts';
import { type More, ok, type PersonCaller, refuse, reply } from './handler.ts';
import type { HttpParts } from './parts.ts';
import { readTapped } from './tapped.ts';

type Parts = Pick<HttpParts, 'access' | 'desk' | 'clock' | 'pack'>;
type Asked = { caller: PersonCaller; body: unknown; header: (name: string) => string | undefined };

/** Answers the commands of one kind of thing: `POST /{things}/{id}/{command}`. */
export function commandOf(kind: ThingKind, parts: Parts) {
  return async ({ params: { id, command }, ...asked }: Asked & { params: { id: string; command: string } }) => {
    const given = await give(kind, id, command, asked, parts);
    return given.ok ? ok(...receipt(given.value)) : refuse(given.refusal);
  };
}

/** Answers the making of a new one: `POST /{things}`. */
export function creationOf(kind: CreatedKind, parts: Parts) {
  const { creation, plural } = kinds[kind];
  return async (asked: Asked) => {
    const given = await give(kind, null, creation.name, asked, parts);
    if (!given.ok) return refuse(given.refusal);
    const [made, more] = receipt(given.value);
    const location = `/api/v1/${plural}/${encodeURIComponent(made.id)}`;
    return reply(201, made, { ...more, headers: { location } });
  };
}

/** A request as a command of the person who calls. */
async function give(
  kind: ThingKind,
  id: string | null,
  name: string,
  { caller, body, header }: Asked,
  { access: { register }, desk, clock, pack }: Parts,
): Promise<Result<CommandAnswer, Problem>> {
  const how = readHow(header, kind);
  if (!how.ok) return how;
  const { person } = caller;
  const answer = await desk.give({
    kind,
    id,
    name,
    body,
    actor: actorOf(caller),
    how: {
      ...how.value,
      area: person.area,
      right: (subject, command, said, board) =>
        rightOf(person, subject, command, said, {
          ...{ board, now: clock.now(), pack },
          crewIsWithin: (unit, area) => crewIsWithin(unit, area, pack, register.all()),
        }),
    },
  });
  return answer.ok ? answer : refused(problemOf(answer.refusal));
}

/** What it made, with the revision as its tag. */
function receipt({ seq, id, rev }: CommandAnswer): [CommandAnswer, More] {
  return [{ seq, id, ...(rev !== undefined && { rev }) }, rev === undefined ? {} : { etag: `"${rev}"` }];
}

/** A refusal of the desk: with where the thing stands, so that the caller can go on. */
export function problemOf({ status, detail, allowed, ...more }: DeskRefusal): Problem {
  return problem(status, detail, { ...more, ...(allowed && { allowed: [...allowed] }) });
}

/** Printable ASCII: what a client makes up to know its request again. */
const key = /^[\x20-\x7e]{1,128}$/;
/** `"7"`: a strong entity tag that is a revision. */
const revision = /^"([1-9]\d{0,9})"$/;

type HowSaid = Pick<How, 'idempotencyKey' | 'ifMatch' | 'tapped'>;

/** How a command is given, as its headers say; or what is wrong with them. */
function readHow(header: Asked['header'], kind: ThingKind): Result<HowSaid, Problem> {
  const tapped = readTapped(header);
  if (!tapped.ok) return tapped;
  const how: HowSaid = { tapped: tapped.value };
  const asked = header('idempotency-key');
  if (asked !== undefined) {
    if (!key.test(asked))
      return refused(
        invalid([{ pointer: '/headers/idempotency-key', detail: 'is not 1 to 128 printable ASCII characters' }]),
      );
    how.idempotencyKey = asked;
  }
  const seen = header('if-match');
  if (seen !== undefined) {
    const rev = revision.exec(seen)?.[1];
    if (rev === undefined) return refused(problem(400, 'If-Match must be one revision in quotes: "7"'));
    if (!kinds[kind].hasRevision) return refused(problem(400, `If-Match: a ${kind} has no revision`));
    how.ifMatch = Number(rev);
  }
  return accepted(how);
}
