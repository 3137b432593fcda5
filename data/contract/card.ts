import * as z from 'zod';
import { PostRole } from './grid.ts';
import { AreaId, CellId, Time } from './ids.ts';

/** What a contact card's QR code carries: 100 bits that nobody guesses, in Crockford's letters. */
export const CardCode = z
  .string()
  .regex(/^[0-9a-hjkmnp-tv-z]{20}$/)
  .brand<'CardCode'>();
export type CardCode = z.infer<typeof CardCode>;

/** Where a card hangs: a community, one of its cells, or a post of a cell. Never a person. */
export const CardPlace = z.union([
  z.strictObject({ community: AreaId }),
  z.strictObject({ cell: CellId, post: PostRole.optional() }),
]);
export type CardPlace = z.infer<typeof CardPlace>;

/** A revoked card stays known, so that whoever scans it is told so. */
export const Card = z.object({ code: CardCode, place: CardPlace, made: Time, revoked: Time.optional() });
export type Card = z.infer<typeof Card>;

/** What the cards of a sheet are for, one each. */
export const cardKinds = ['community', 'cell', 'primary', 'deputy', 'verifier'] as const;
export const CardKind = z.enum(cardKinds);
export type CardKind = z.infer<typeof CardKind>;

/** Most cards that are made or printed at once. */
export const MAX_CARDS = 200;
