import * as z from 'zod';
import { Time } from '#data/contract/ids.ts';
import { Person, type Role } from '#data/contract/person.ts';

/** Somebody as the register keeps them: what others may see, and how they prove that it is them. */
export const PersonRecord = Person.extend({
  /** argon2id in PHC format; absent = OpenID Connect alone. */
  password: z.string().optional(),
  /**
   * The authenticator: its secret, sealed (second-factor/seal.ts), and the last time step whose code
   * was used, which is good no more.
   */
  totp: z.object({ secret: z.string(), lastStep: z.int() }).optional(),
  /** By then an authenticator must be set up. */
  enrolBy: Time,
  /** At the OpenID provider. */
  subject: z.object({ issuer: z.string(), sub: z.string() }).optional(),
  /** Counts up whenever all sessions end: one of an earlier count is good no more. */
  generation: z.int().nonnegative(),
  /** Made by the demo, with a password that everybody knows: of no use where no demo runs. */
  demo: z.literal(true).optional(),
});
export type PersonRecord = z.infer<typeof PersonRecord>;

/** Somebody, as the register keeps them, who signs in with a new password only; those of a demo keep everybody's. */
export function withoutPassword(body: string): string {
  const { password, ...rest } = PersonRecord.parse(JSON.parse(body));
  if (rest.demo || password === undefined) return body;
  return JSON.stringify({ ...rest, generation: rest.generation + 1 });
}

/** What may leave the server of somebody. */
export const personOf = (record: PersonRecord): Person => Person.parse(record);

/** From when on an account without an authenticator can do nothing but set one up, ms after it was made. */
export const ENROL_WITHIN_MS = 24 * 3600_000;

const withAuthenticator: ReadonlySet<Role> = new Set(['supervisor', 'admin']);

/** Whether a second factor is needed, and set up. The provider of an OpenID asks for its own. */
export function authenticatorOf(record: PersonRecord): 'none-needed' | 'enrol' | 'enrolled' {
  if (record.totp) return 'enrolled';
  if (record.demo || record.password === undefined || !withAuthenticator.has(record.role)) return 'none-needed';
  return 'enrol';
}

/** The time to set up an authenticator is over. */
export const mustEnrol = (record: PersonRecord, now: number) =>
  authenticatorOf(record) === 'enrol' && now > record.enrolBy;
