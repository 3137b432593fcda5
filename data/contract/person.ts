import * as z from 'zod';
import { AreaId, OrganisationId, PersonId, Time, UnitId } from './ids.ts';
import { View, type ViewName } from './view.ts';

export const roles = ['officer', 'supervisor', 'analyst', 'admin'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** What of the board each role sees. An analyst works with counts and needs no texts. */
export const viewOfRole: Readonly<Record<Role, ViewName>> = {
  officer: 'officer',
  analyst: 'ops-wall',
  supervisor: 'supervisor',
  admin: 'admin',
};

/** Somebody who works with the product. Nobody else is ever registered. */
export const Person = z.object({
  id: PersonId,
  /** What they sign in with and are called by. */
  name: z.string().min(1).max(120),
  role: Role,
  /** Area of responsibility; absent = the whole city. */
  area: AreaId.optional(),
  /** The organisation whose tasks they do. */
  organisation: OrganisationId.optional(),
  /** The unit whose crew they are. */
  unit: UnitId.optional(),
  /** May read the audit log. No role has it by itself. */
  oversight: z.boolean(),
  /** Signs in no more. */
  left: z.boolean(),
});
export type Person = z.infer<typeof Person>;

/** `POST /api/v1/session` */
export const SignIn = z.strictObject({
  name: z.string().min(1).max(120),
  password: z.string().min(1).max(200),
  /** Six digits of the authenticator. */
  code: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
});
export type SignIn = z.infer<typeof SignIn>;

/** `GET /api/v1/session`: who is signed in, and what they see. */
export const SessionAnswer = z.object({
  person: Person,
  view: View,
  /** When it ends by itself. */
  until: Time,
  /** Actions wait for the password (`POST /session/unlock`) after so many ms without one; the picture goes on. */
  idleLockMs: z.int(),
  locked: z.boolean(),
  /** `enrol`: an authenticator must be set up (`POST /session/authenticator`) before `enrolBy`. */
  authenticator: z.enum(['none-needed', 'enrol', 'enrolled']),
  enrolBy: Time.optional(),
  demo: z.boolean(),
});
export type SessionAnswer = z.infer<typeof SessionAnswer>;
