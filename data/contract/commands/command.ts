import type * as z from 'zod';
import type { Role } from '../person.ts';

/** `own`: only where the person's unit, organisation, cell or case is concerned. */
export type May = 'all' | 'own' | 'none';
export type ByRole = Readonly<Record<Role, May>>;

/** What somebody may say, and who may say it before the present state has its say. */
export type Command = { readonly body: z.ZodType; readonly may: ByRole };
/** The commands of one kind of thing, by name. */
export type Commands = Readonly<Record<string, Command>>;

/** The body of a command, parsed. */
export type BodyIn<All extends Commands, Name extends keyof All> = z.infer<All[Name]['body']>;
/** `{ name, body }`, one member per command. */
export type CommandIn<All extends Commands> = {
  [Name in keyof All]: { name: Name; body: BodyIn<All, Name> };
}[keyof All];

export const desk: ByRole = { officer: 'none', supervisor: 'all', analyst: 'none', admin: 'all' };
export const deskAndOwn: ByRole = { ...desk, officer: 'own' };
export const everyWorker: ByRole = { ...desk, officer: 'all' };
export const administration: ByRole = { officer: 'none', supervisor: 'none', analyst: 'none', admin: 'all' };
export const itsHandlers: ByRole = { officer: 'own', supervisor: 'own', analyst: 'none', admin: 'own' };
