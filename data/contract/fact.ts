import * as z from 'zod';
import { auditFacts } from './facts/audit.ts';
import { registerFacts } from './facts/register.ts';
import { feedFacts } from './feed-fact.ts';
import { Seq } from './ids.ts';
import { Stamp } from './stamp.ts';

/** What happened, in the past tense. The log is nothing but these, in order. */
export const Fact = z.discriminatedUnion('kind', [...feedFacts, ...auditFacts, ...registerFacts]);
export type Fact = z.infer<typeof Fact>;
export type FactKind = Fact['kind'];
/** Every kind that this build knows. */
export const factKinds: ReadonlySet<string> = new Set(Fact.options.map(({ shape }) => shape.kind.value));

/** A fact on its way to the log. */
export type NewFact = Fact & Stamp;
/** A fact in the log. */
export type LoggedFact = NewFact & { seq: Seq };
export const LoggedFact = z.intersection(Fact, Stamp.extend({ seq: Seq }));
