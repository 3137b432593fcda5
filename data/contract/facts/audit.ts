import * as z from 'zod';
import { CardKind } from '../card.ts';
import { AreaId, CellId, ImportId, IncidentId, PersonId, SourceName, Time } from '../ids.ts';
import { LetterKind } from '../letter.ts';
import { Role } from '../person.ts';

/** What somebody looked at, by kind and id; lists are named by what was asked, never by their rows. */
export const Looked = z.object({
  what: z.enum(['incident', 'contact', 'caller', 'dispute', 'photo', 'people', 'audit', 'cell', 'history', 'letter']),
  id: z.string().max(160),
});
export type Looked = z.infer<typeof Looked>;

/**
 * Facts that are on record and on nobody's board. Every one says who (`by`), and no feed carries
 * them: they are read on the audit page alone.
 */
export const auditFacts = [
  z.object({ kind: z.literal('audit.looked'), ...Looked.shape }),
  z.object({ kind: z.literal('audit.exported'), what: z.string().max(160), rows: z.int().nonnegative() }),
  z.object({ kind: z.literal('audit.replayed'), from: Time, to: Time }),
  z.object({ kind: z.literal('audit.session-opened'), person: PersonId, how: z.enum(['password', 'oidc', 'demo']) }),
  z.object({
    kind: z.literal('audit.session-ended'),
    person: PersonId,
    why: z.enum(['signed-out', 'revoked', 'changed', 'expired']),
  }),
  z.object({
    kind: z.literal('audit.sign-in-refused'),
    person: PersonId.optional(),
    /** Of several the most frequent. `too-often` is in old logs alone. */
    why: z.enum(['unknown', 'password', 'code', 'left', 'too-often']),
    /** The address, of IPv6 its /64. */
    from: z.string().max(64).optional(),
    /** How many within a quarter of an hour; absent = one. */
    count: z.int().positive().optional(),
    /** As whom, where it was several. */
    people: z.array(PersonId).max(50).optional(),
  }),
  z.object({
    kind: z.literal('audit.person-changed'),
    person: PersonId,
    what: z.enum(['added', 'role', 'area', 'password', 'authenticator', 'oversight', 'left', 'other']),
    role: Role.optional(),
    area: AreaId.optional(),
  }),
  z.object({ kind: z.literal('audit.token-changed'), name: z.string().max(64), what: z.enum(['added', 'revoked']) }),
  z.object({
    kind: z.literal('audit.cards-changed'),
    what: z.enum(['made', 'revoked']),
    card: CardKind,
    /** The area whose cards were made; the community or the cell of the one that was revoked. */
    where: z.union([AreaId, CellId]),
    count: z.int().positive(),
  }),
  z.object({
    kind: z.literal('audit.imported'),
    /** `begun` with the first of its cases, `ended` with the last, `withdrawn` when all of it was taken back. */
    what: z.enum(['begun', 'ended', 'withdrawn']),
    import: ImportId,
    /** Whose records they are, and the file as it was called. */
    source: SourceName.optional(),
    file: z.string().max(200).optional(),
    /** Of the file, refused ones and those known before included. */
    rows: z.int().nonnegative().optional(),
    /** Taken in, or taken back. */
    cases: z.int().nonnegative().optional(),
    refused: z.int().nonnegative().optional(),
  }),
  z.object({
    kind: z.literal('audit.letter-decided'),
    what: z.enum(['released', 'discarded']),
    letter: z.string().max(64),
    letterKind: LetterKind,
    channel: z.string().max(40),
    /** What a released report became. */
    incident: IncidentId.optional(),
    reason: z.string().max(300).optional(),
  }),
  z.object({ kind: z.literal('audit.display-approved'), name: z.string().max(64), view: z.string().max(80) }),
] as const;
