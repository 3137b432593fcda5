import { randomBytes } from 'node:crypto';
import type * as z from 'zod';
import type { Actor } from '#data/contract/actor.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import { PersonId } from '#data/contract/ids.ts';
import { AddPerson, personCommands, type Person, type PersonCommandName } from '#data/contract/person.ts';
import type { Clock } from '#data/kit/clock.ts';
import { fieldErrors } from '#data/kit/pointer.ts';
import { beyondReach } from '#data/rules/reach.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import type { Audit } from './audit.ts';
import { hashPassword } from './password.ts';
import {
  changePerson,
  endsSessions,
  noOpenId,
  type PeopleRefusal,
  type PersonChange,
  type PersonCommand,
} from './person-change.ts';
import { ENROL_WITHIN_MS, personOf, type PersonRecord } from './person-record.ts';
import type { Register } from './register.ts';

type Answer = Result<Person, PeopleRefusal>;

/** The commands about people; who may give them is decided at the door. */
export type People = {
  add(by: Actor, body: unknown): Promise<Answer>;
  /** One of `personCommands`. Whoever loses a right is cut off before this resolves. */
  command(by: Actor, id: string, name: string, body: unknown): Promise<Answer>;
};

type Parts = {
  register: Register;
  audit: Audit;
  clock: Clock;
  pack: Pick<CityPack, 'areas' | 'organisations'>;
  /** Where subjects are from; undefined = no OpenID Connect is set up. */
  issuer: string | undefined;
  /** Cuts what is open of those whose generation has counted up. */
  endStale: (why: 'changed' | 'revoked') => Promise<void>;
};

export function createPeople({ register, audit, clock, pack, issuer, endStale }: Parts): People {
  const areas = new Set<string>(pack.areas.map(({ id }) => id));
  const organisations = new Set<string>(pack.organisations.map(({ id }) => id));

  /** What is wrong with somebody as they are to be; null = nothing. */
  function faultOf(next: PersonRecord): PeopleRefusal | null {
    const errors: { pointer: string; detail: string }[] = [];
    if (next.area !== undefined && !areas.has(next.area))
      errors.push({ pointer: '/area', detail: 'the city has no such area' });
    if (next.organisation !== undefined && !organisations.has(next.organisation))
      errors.push({ pointer: '/organisation', detail: 'the city has no such organisation' });
    if (errors.length > 0) return invalid(errors);
    const namesake = register.byName(next.name);
    if (namesake && !namesake.left && namesake.id !== next.id)
      return { status: 409, why: 'name-taken', detail: 'somebody signs in with this name' };
    const twin = next.subject && register.bySubject(next.subject.issuer, next.subject.sub);
    if (twin && twin.id !== next.id)
      return { status: 409, why: 'subject-taken', detail: 'somebody is bound to this subject' };
    return null;
  }

  /** What an admin of a part of the city may not do. */
  function beyond(by: Actor, before: PersonRecord | null, next: PersonRecord): PeopleRefusal | null {
    const admin = by.kind === 'person' ? register.byId(by.id) : undefined;
    const [first] = beyondReach(admin, before, next, pack, register.all());
    if (!first) return null;
    const { detail, pointer } = first;
    return { status: 403, why: 'no-right', detail, ...(pointer && { errors: [{ pointer, detail }] }) };
  }

  /** Of the whole city; where nobody is that, of a part of it. */
  const isLastAdmin = (record: PersonRecord) =>
    record.role === 'admin' &&
    !register
      .all()
      .some(
        ({ id, role, area, left }) =>
          id !== record.id && role === 'admin' && !left && (area === undefined || record.area !== undefined),
      );

  async function keep(put: Register['put'], by: Actor, { next, what }: PersonChange): Promise<Person> {
    const kept = endsSessions(what) ? { ...next, generation: next.generation + 1 } : next;
    await put(kept);
    if (kept !== next) await endStale(next.left ? 'revoked' : 'changed');
    for (const one of what) await onRecord(by, kept, one);
    return personOf(kept);
  }

  const onRecord = (by: Actor, { id, role, area }: PersonRecord, what: PersonChange['what'][number]) =>
    audit.put(by, { kind: 'audit.person-changed', person: id, what, role, ...(area !== undefined && { area }) });

  return {
    async add(by, body) {
      const parsed = AddPerson.safeParse(body);
      if (!parsed.success) return refused(invalid(fieldErrors(parsed.error)));
      const { password, subject, ...asked } = parsed.data;
      if (subject !== undefined && issuer === undefined) return refused(noOpenId);
      const hash = password === undefined ? undefined : await hashPassword(password);
      return register.inTurn(async (put) => {
        const record: PersonRecord = {
          ...asked,
          id: PersonId.parse(`p-${randomBytes(5).toString('hex')}`),
          left: false,
          enrolBy: clock.now() + ENROL_WITHIN_MS,
          generation: 0,
          ...(hash !== undefined && { password: hash }),
          ...(subject !== undefined && { subject: { issuer: issuer!, sub: subject } }),
        };
        const fault = faultOf(record) ?? beyond(by, null, record);
        if (fault) return refused(fault);
        await put(record);
        await onRecord(by, record, 'added');
        return accepted(personOf(record));
      });
    },

    async command(by, id, name, body) {
      const command = readCommand(name, body);
      if (!command.ok) return command;
      const hash = command.value.name === 'password' ? await hashPassword(command.value.body.password) : undefined;
      return register.inTurn(async (put) => {
        const record = register.byId(id);
        if (!record) return refused({ status: 404, why: 'unknown', detail: 'There is no such person' });
        if (record.left) return refused({ status: 409, why: 'left', detail: 'this person has left' });
        const context = { now: clock.now(), issuer, byOneself: by.id === id, isLastAdmin: isLastAdmin(record) };
        const change = changePerson(record, command.value, context, hash);
        if ('status' in change) return refused(change);
        const { next } = change;
        const fault = (next.left ? null : faultOf(next)) ?? beyond(by, record, next);
        return fault ? refused(fault) : accepted(await keep(put, by, change));
      });
    },
  };
}

function readCommand(name: string, body: unknown): Result<PersonCommand, PeopleRefusal> {
  if (!Object.hasOwn(personCommands, name))
    return refused({ status: 404, why: 'no-such-command', detail: 'There is no such command' });
  const schema: z.ZodType = personCommands[name as PersonCommandName];
  const parsed = schema.safeParse(body ?? {});
  if (!parsed.success) return refused(invalid(fieldErrors(parsed.error)));
  return accepted({ name, body: parsed.data } as PersonCommand);
}

function invalid(errors: { pointer: string; detail: string }[]): PeopleRefusal {
  return {
    status: 422,
    why: 'invalid',
    detail: `wrong: ${errors.map(({ pointer }) => pointer || '/').join(', ')}`,
    errors,
  };
}
