import * as z from 'zod';
import { keyText } from '../kit/text.ts';
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

/** `GET /api/v1/session/ways`, for anyone: how one can sign in here. */
export const SignInWays = z.object({
  /** Sign-ins that are no secret; there are some in demo mode only. */
  demo: z.array(z.object({ name: z.string(), password: z.string(), role: Role })),
  /** Where to begin with OpenID Connect, and what the provider is called; null where none is set up. */
  openId: z.object({ name: z.string(), url: z.string() }).nullable(),
  /** Nobody is registered: the first admin is made with the code that the server printed. */
  first: z.boolean(),
});
export type SignInWays = z.infer<typeof SignInWays>;

/** `POST /api/v1/session/authenticator`: the secret to scan or to type; a code that fits it (`{code}`) completes it. */
export const AuthenticatorOffer = z.object({ uri: z.string().startsWith('otpauth://'), secret: z.string() });
export type AuthenticatorOffer = z.infer<typeof AuthenticatorOffer>;

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

/** The fewest letters of a password that is set, here and in every form. */
export const MIN_PASSWORD = 8;
/** A password that is set; no rule about its letters makes people choose better ones, its length does. */
export const NewPassword = z.string().min(MIN_PASSWORD).max(200);

const name = keyText(120);

/** `POST /api/v1/session/first`: makes the first admin, with the code that the server printed when it started. */
export const FirstAdmin = z.strictObject({ code: z.string().min(1).max(64), name, password: NewPassword });
export type FirstAdmin = z.infer<typeof FirstAdmin>;
/** `POST /api/v1/session/unlock` */
export const Unlock = z.strictObject({ password: SignIn.shape.password });
/** `POST /api/v1/session/password` */
export const ChangePassword = z.strictObject({ password: SignIn.shape.password, next: NewPassword });
/** `POST /api/v1/session/authenticator`: without a code it begins, with one it is confirmed. */
export const Enrol = z.strictObject({ code: SignIn.shape.code });

/** What the OpenID provider calls somebody, its `sub`. */
const subject = keyText(255);
const { role, area, organisation, unit } = Person.shape;

/** `POST /api/v1/people`. Without a password one signs in by OpenID Connect alone. */
export const AddPerson = z.strictObject({
  name,
  role,
  area,
  organisation,
  unit,
  oversight: z.boolean().default(false),
  password: NewPassword.optional(),
  subject: subject.optional(),
});
export type AddPerson = z.infer<typeof AddPerson>;

/** The body of each command about somebody: `POST /api/v1/people/{id}/{command}`. What is left out stays; null takes it away. */
export const personCommands = {
  change: z.strictObject({
    name: name.optional(),
    role: role.optional(),
    area: AreaId.nullable().optional(),
    organisation: OrganisationId.nullable().optional(),
    unit: UnitId.nullable().optional(),
    oversight: z.boolean().optional(),
    subject: subject.nullable().optional(),
  }),
  password: z.strictObject({ password: NewPassword }),
  /** Who has lost the device sets up another at the next sign-in. */
  'reset-authenticator': z.strictObject({}),
  /** Signs in no more; the name stays for what is on record. */
  leave: z.strictObject({}),
} as const;
export type PersonCommandName = keyof typeof personCommands;
/** The answer to `POST /api/v1/people` and to every command. */
export const PersonAnswer = z.object({ person: Person });
export type PersonAnswer = z.infer<typeof PersonAnswer>;
