import type * as z from 'zod';
import type { personCommands, PersonCommandName } from '#data/contract/person.ts';
import type { AuditFact } from './audit.ts';
import { authenticatorOf, ENROL_WITHIN_MS, type PersonRecord } from './person-record.ts';

export type PeopleRefusal = {
  status: 403 | 404 | 409 | 422;
  why:
    | 'unknown'
    | 'no-such-command'
    | 'invalid'
    | 'name-taken'
    | 'subject-taken'
    | 'last-admin'
    | 'oneself'
    | 'left'
    | 'no-right';
  detail: string;
  errors?: { pointer: string; detail: string }[];
};

/** What goes on record of a change. */
export type What = Extract<AuditFact, { kind: 'audit.person-changed' }>['what'];
export type PersonChange = { next: PersonRecord; what: readonly What[] };

/** A command about somebody, parsed; a password only as its hash. */
export type PersonCommand = {
  [Name in PersonCommandName]: { name: Name; body: z.infer<(typeof personCommands)[Name]> };
}[PersonCommandName];

export type ChangeContext = {
  now: number;
  /** Where subjects are from; undefined = no OpenID Connect is set up. */
  issuer: string | undefined;
  /** The person gives the command themselves. */
  byOneself: boolean;
  isLastAdmin: boolean;
};

export const noOpenId: PeopleRefusal = {
  status: 422,
  why: 'invalid',
  detail: 'no OpenID Connect is set up',
  errors: [{ pointer: '/subject', detail: 'no OpenID Connect is set up' }],
};
const lastAdmin: PeopleRefusal = { status: 409, why: 'last-admin', detail: 'nobody else is an admin of as much' };

/** What somebody is after a command, or why not. `hash` stands for the password of the body. */
export function changePerson(
  record: PersonRecord,
  command: PersonCommand,
  { now, issuer, byOneself, isLastAdmin }: ChangeContext,
  hash?: string,
): PersonChange | PeopleRefusal {
  switch (command.name) {
    case 'change': {
      const { subject, ...asked } = command.body;
      if (typeof subject === 'string' && issuer === undefined) return noOpenId;
      if (asked.oversight === true && !record.oversight && byOneself)
        return { status: 409, why: 'oneself', detail: 'nobody gives oversight to themselves' };
      const bound = typeof subject === 'string' ? { issuer: issuer!, sub: subject } : subject;
      const next = withChanges(record, { ...asked, subject: bound });
      const isAdminOfLess = record.area === undefined && next.area !== undefined;
      if ((next.role !== 'admin' || isAdminOfLess) && isLastAdmin) return lastAdmin;
      const startsToNeed = authenticatorOf(next) === 'enrol' && authenticatorOf(record) !== 'enrol';
      return {
        next: startsToNeed ? { ...next, enrolBy: now + ENROL_WITHIN_MS } : next,
        what: whatChanged(record, next),
      };
    }
    case 'password': {
      // With a password of their own it is no demo sign-in any more.
      const { demo: _demo, ...rest } = record;
      return { next: { ...rest, ...(hash !== undefined && { password: hash }) }, what: ['password'] };
    }
    case 'reset-authenticator': {
      const { totp: _totp, ...rest } = record;
      return { next: { ...rest, enrolBy: now + ENROL_WITHIN_MS }, what: ['authenticator'] };
    }
    case 'leave': {
      if (isLastAdmin) return lastAdmin;
      const { password: _password, totp: _totp, subject: _subject, ...rest } = record;
      return { next: { ...rest, left: true }, what: ['left'] };
    }
  }
}

type Changes = { [Field in keyof PersonRecord]?: PersonRecord[Field] | null | undefined };

/** undefined leaves a field as it is, null takes it away. */
function withChanges(record: PersonRecord, changes: Changes): PersonRecord {
  const set = Object.entries(changes).filter(([, value]) => value !== undefined);
  const next = { ...record, ...Object.fromEntries(set) };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null)) as PersonRecord;
}

function whatChanged(before: PersonRecord, after: PersonRecord): What[] {
  const differs = (...fields: (keyof PersonRecord)[]) =>
    fields.some((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  const what: What[] = [];
  if (differs('role')) what.push('role');
  if (differs('area')) what.push('area');
  if (differs('oversight')) what.push('oversight');
  if (differs('subject')) what.push('authenticator');
  if (differs('name', 'unit', 'organisation')) what.push('other');
  return what;
}

/** Whether what is open must be closed: all but a new name or crew changes what somebody may do or see. */
export const endsSessions = (what: readonly What[]) => what.some((one) => one !== 'other');
