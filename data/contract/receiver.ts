import * as z from 'zod';
import type { FactKind } from './fact.ts';
import { AreaId, Seq, SourceName, Time } from './ids.ts';
import { keyText } from '../kit/text.ts';

/**
 * What may be told to others as it happens. What residents say of the work, notes of the desk, disputes, crews, alarms and
 * the shift are not in it: they are the room's.
 */
export const receiverKinds = [
  'incident.reported',
  'incident.updated',
  'incident.triaged',
  'incident.assigned',
  'incident.enroute',
  'incident.arrived',
  'incident.unassigned',
  'incident.resolved',
  'incident.verified',
  'incident.closed',
  'incident.reopened',
  'incident.cancelled',
  'incident.merged',
  'incident.referred',
  'incident.suspended',
  'incident.resumed',
  'incident.extended',
  'incident.escalated',
  'incident.linked',
  'incident.task-accepted',
  'incident.task-done',
  'incident.task-returned',
  'incident.task-withdrawn',
  'incident.replied',
  'danger.found',
  'danger.ordered',
  'danger.rectifying',
  'danger.rectified',
  'danger.sent-back',
  'danger.cleared',
  'bulletin.issued',
  'bulletin.updated',
  'bulletin.replaced',
  'bulletin.cancelled',
  'bulletin.expired',
] as const satisfies readonly FactKind[];
export const ReceiverKind = z.enum(receiverKinds);
export type ReceiverKind = z.infer<typeof ReceiverKind>;

/** As what a receiver sees. None sees more than who leads a shift. */
export const receiverViews = ['ops-wall', 'officer', 'supervisor'] as const;

/** At most so many. */
export const MAX_RECEIVERS = 50;

/** Somebody else's system that is told what happens. `view` and `area`: what it sees is what a screen of that view sees. */
export const Receiver = z.object({
  name: SourceName,
  label: z.string(),
  url: z.string(),
  kinds: z.array(ReceiverKind),
  view: z.enum(receiverViews),
  area: AreaId.optional(),
  /** Since when its secret is good, ms. */
  since: Time,
  /** `gone`: it answered 410 and is told nothing until somebody resumes it. */
  state: z.enum(['on', 'paused', 'gone']),
});
export type Receiver = z.infer<typeof Receiver>;

/** One fact as it was delivered, or given up. `ms`: of the last try. `why`: in words, where no status came. */
export const Delivery = z.object({
  /** Of the fact. */
  seq: Seq,
  kind: ReceiverKind,
  at: Time,
  is: z.enum(['delivered', 'given up']),
  status: z.int().optional(),
  why: z.string().optional(),
  ms: z.int().nonnegative(),
  tries: z.int().positive(),
  /** Somebody had it sent again. */
  again: z.literal(true).optional(),
});
export type Delivery = z.infer<typeof Delivery>;

/** What is being tried, and when again. */
export const Trying = z.object({ seq: Seq, tries: z.int().positive(), why: z.string(), next: Time });
export type Trying = z.infer<typeof Trying>;

export const ReceiverShown = Receiver.extend({ last: Delivery.optional(), trying: Trying.optional() });
export type ReceiverShown = z.infer<typeof ReceiverShown>;
/** `GET /api/v1/receivers`, by name. */
export const ReceiversAnswer = z.object({ items: z.array(ReceiverShown) });
/** `GET /api/v1/receivers/{name}/deliveries`, newest first. */
export const DeliveriesAnswer = z.object({ items: z.array(Delivery) });

const said = {
  label: keyText(80),
  url: z.string().trim().max(500),
  kinds: z.array(ReceiverKind).min(1).max(receiverKinds.length),
  view: z.enum(receiverViews),
  area: AreaId.optional(),
};
export const AddReceiver = z.strictObject({ name: SourceName, ...said });
export const receiverCommands = {
  /** `area`: null takes it away. */
  change: z.strictObject({ ...said, area: AreaId.nullable() }).partial(),
  /** A new secret; the one before is good no more. */
  renew: z.strictObject({}),
  pause: z.strictObject({}),
  resume: z.strictObject({}),
  remove: z.strictObject({}),
  /** Sends a message that tells nothing. */
  try: z.strictObject({}),
  /** Sends one fact once more. */
  resend: z.strictObject({ seq: Seq.min(1) }),
};
export type ReceiverCommandName = keyof typeof receiverCommands;

/** What one try came to. */
export const Tried = z.object({
  ok: z.boolean(),
  status: z.int().optional(),
  why: z.string().optional(),
  ms: z.int().nonnegative(),
});
export type Tried = z.infer<typeof Tried>;

/** `secret`: shown this once. `tried`: what came of `try` and of `resend`. */
export const ReceiverAnswer = z.object({ receiver: Receiver, secret: z.string().optional(), tried: Tried.optional() });
export type ReceiverAnswer = z.infer<typeof ReceiverAnswer>;
