import * as z from 'zod';
import { Actor } from './actor.ts';
import { AreaId, BulletinId, Seq, SourceName, Time } from './ids.ts';
import { LonLat } from './place.ts';

export const bulletinSeverities = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const;
export const BulletinSeverity = z.enum(bulletinSeverities);
export type BulletinSeverity = z.infer<typeof BulletinSeverity>;
export const bulletinUrgencies = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const;
export const BulletinUrgency = z.enum(bulletinUrgencies);
export const bulletinCertainties = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] as const;
export const BulletinCertainty = z.enum(bulletinCertainties);
export const bulletinCategories = [
  'Geo',
  'Met',
  'Safety',
  'Security',
  'Rescue',
  'Fire',
  'Health',
  'Env',
  'Transport',
  'Infra',
  'CBRNE',
  'Other',
] as const;
export const BulletinCategory = z.enum(bulletinCategories);

/** What a bulletin says in one language. */
export const BulletinText = z.object({
  /** RFC 3066: `zh-CN`. */
  language: z.string().max(35),
  event: z.string().max(200),
  headline: z.string().max(300).optional(),
  description: z.string().max(4000).optional(),
  instruction: z.string().max(4000).optional(),
  senderName: z.string().max(200).optional(),
  /** Where it holds, in words. */
  where: z.string().max(500).optional(),
  web: z.string().max(500).optional(),
  contact: z.string().max(300).optional(),
});
export type BulletinText = z.infer<typeof BulletinText>;

/** A ring is closed; a circle has its radius in km. */
export const BulletinShape = z.union([
  z.object({ ring: z.array(LonLat).min(4).max(1000) }),
  z.object({ centre: LonLat, km: z.number().min(0).max(20_100) }),
]);
export type BulletinShape = z.infer<typeof BulletinShape>;

/** `POST /api/v1/cap`: what became of an alert. */
export const CapAnswer = z.object({
  /** `over`: on record, and its time had passed or it was cancelled before it came. `not-for-the-board`: nothing was kept. */
  is: z.enum(['issued', 'updated', 'cancelled', 'over', 'not-for-the-board']),
  id: BulletinId.optional(),
  seq: Seq.optional(),
  exercise: z.boolean().optional(),
  /** It says where it holds, and that is not in this city. */
  elsewhere: z.literal(true).optional(),
  /** Pointers to texts of which only the beginning was kept. */
  cut: z.array(z.string()).optional(),
  /** Of the same sender, identifier and sent again: it said something else, and nothing was kept of that. */
  unchanged: z.literal(true).optional(),
  differs: z.array(z.string()).optional(),
});
export type CapAnswer = z.infer<typeof CapAnswer>;

/** As CAP names a message. */
const CapReference = z.object({ sender: z.string().max(200), identifier: z.string().max(200), sent: Time });

/** A message for everybody in the room, by CAP 1.2: of an agency, or of the centre itself. One that is over leaves the board. */
export const Bulletin = z.object({
  id: BulletinId,
  /** +1 with every change; what `If-Match` compares. */
  rev: z.int().positive(),
  /** By which others name it, with `sent` in ms. */
  sender: z.string().max(200),
  identifier: z.string().max(200),
  sent: Time,
  /** When it was taken in. */
  issued: Time,
  /** Of an update: what it took the place of. */
  replaces: z.array(CapReference).max(200).optional(),
  /** The source that brought it; the centre's own have none. */
  source: SourceName.optional(),
  severity: BulletinSeverity,
  urgency: BulletinUrgency,
  certainty: BulletinCertainty,
  categories: z.array(BulletinCategory).max(12),
  /** When it begins to hold. */
  onset: Time,
  expires: Time,
  /** What it says to everybody in the room; nothing where its scope is Restricted or Private. */
  texts: z.array(BulletinText).max(16),
  /** What such a one says, to the desk alone. */
  deskTexts: z.array(BulletinText).max(16).optional(),
  shapes: z.array(BulletinShape).max(100),
  /** The city's own areas that it names by their codes. */
  named: z.array(AreaId).max(500),
  /** The city's own areas that it touches, with those that hold them and lie in them; none: the whole city. */
  areas: z.array(AreaId).max(20_000),
  /** It says where it holds, and that is not in the city. */
  elsewhere: z.boolean(),
  acknowledged: z.object({ at: Time, by: Actor.optional() }).optional(),
  exercise: z.boolean(),
});
export type Bulletin = z.infer<typeof Bulletin>;

/** A bulletin as a phone is told it: what it says, and no shapes. */
export const ToldBulletin = Bulletin.pick({
  id: true,
  rev: true,
  severity: true,
  texts: true,
  deskTexts: true,
  expires: true,
  exercise: true,
}).extend({ acknowledged: z.boolean() });
export type ToldBulletin = z.infer<typeof ToldBulletin>;

/** `GET /api/v1/bulletins` */
export const BulletinsAnswer = z.object({ asOf: Time, items: z.array(Bulletin) });
export type BulletinsAnswer = z.infer<typeof BulletinsAnswer>;
