import * as z from 'zod';
import { CategoryId } from './incident.ts';
import { Names } from './names.ts';
import { ReplyOutcome } from './owed.ts';
import { ServiceId } from './service-answers.ts';
import { TimeLimit } from './time-limit.ts';

/** What an attribute takes, by the names of Open311 (GeoReport v2). */
export const AttributeType = z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']);
export type AttributeType = z.infer<typeof AttributeType>;

/** Short names of ours, in addresses and forms. */
const code = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'must be small letters, digits, - and _');

/** One thing that a service asks of whoever wants it; asked in the order of the list. */
export const ServiceAttribute = z.object({
  code,
  type: AttributeType,
  required: z.boolean().default(false),
  names: Names,
  /** How to write it: "as on the identity card". */
  hint: Names.optional(),
  /** Of a list: what there is to choose. */
  values: z
    .array(z.object({ key: code, names: Names }))
    .max(100)
    .optional(),
  /** Says who somebody is or how they live: kept as the contact is, and seen as it is. */
  personal: z.literal(true).optional(),
});
export type ServiceAttribute = z.infer<typeof ServiceAttribute>;

/** `catalogue.json`: what a resident can ask the city for, beside reporting what is wrong. */
export const CatalogueService = z.object({
  id: ServiceId,
  names: Names,
  description: Names,
  /** What a request for it is, once it has come in. */
  category: CategoryId,
  /** Who does it: of organisations that are named, the one of the place; or the one of that class in its community. */
  organisations: z.array(z.string()).min(1).optional(),
  organisationClass: z.string().optional(),
  /** By when it is done, from the request on. */
  promise: TimeLimit,
  /** What to bring or to send along. */
  papers: z.array(Names).max(20).default([]),
  attributes: z.array(ServiceAttribute).max(30).default([]),
});
export type CatalogueService = z.infer<typeof CatalogueService>;

/** What a quick answer may leave open, to be filled in from the case. */
export const blanks = ['number', 'due', 'organisation'] as const;

/** `quick-answers.json`: what is told again and again, as a beginning that a person edits. */
export const QuickAnswer = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** Categories or groups of them; empty: of every case. */
  of: z.array(z.string()).default([]),
  /** Where it fits one way to end alone. */
  outcome: ReplyOutcome.optional(),
  names: Names,
  /** With `{number}`, `{due}`, `{organisation}` where these go. */
  text: Names,
});
export type QuickAnswer = z.infer<typeof QuickAnswer>;
