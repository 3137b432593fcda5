import * as z from 'zod';
import { Time, UnitId } from './ids.ts';

/** The ways in which a city speaks and is spoken to, in the order in which they are shown; each is a folder of server/intake/channels. */
export const channelNames = [
  'http',
  'mqtt',
  'owntracks',
  'traccar',
  'open311',
  'webhooks',
  'receivers',
  'cap',
  'feeds',
  'card',
] as const;
export const ChannelName = z.enum(channelNames);
export type ChannelName = z.infer<typeof ChannelName>;

/** Where a channel hears: on every node, or on the one that has its lease. */
export const ChannelWorks = z.enum(['every node', 'one node']);
export type ChannelWorks = z.infer<typeof ChannelWorks>;

/** What one node has of a channel that works on one. */
export type ChannelLease = `channel/${ChannelName}`;

/** What a channel has to say of itself at present. `why`: in words. */
export const ChannelNote = z.discriminatedUnion('what', [
  /** What it hears through is not there; it is tried for ever. */
  z.object({ what: z.literal('unreachable'), why: z.string() }),
  /** Two devices speak for one unit: the newest time of either is shown. */
  z.object({ what: z.literal('two-devices'), unit: UnitId, devices: z.array(z.string()) }),
  /** A receiver has not taken what it is told; what follows waits for it. */
  z.object({ what: z.literal('not-delivered'), receiver: z.string(), why: z.string(), tries: z.int().positive() }),
  /** A feed cannot be read, since when. */
  z.object({ what: z.literal('feed-broken'), feed: z.string(), why: z.string(), since: Time }),
  /** A feed is read and nothing has come of it for longer than is usual, since when. */
  z.object({ what: z.literal('feed-silent'), feed: z.string(), since: Time }),
]);
export type ChannelNote = z.infer<typeof ChannelNote>;

/** How a channel did within the last ten minutes, on one node or on all. */
export const ChannelFigures = z.object({
  /** When anything was heard last, ms; absent: nothing since the start. */
  lastHeard: Time.optional(),
  /** Reports and fixes heard a minute. */
  perMinute: z.number().nonnegative(),
  /** How many were refused, by reason: a field, or the status of an answer. */
  refused: z.record(z.string(), z.int().positive()),
  /** How many were kept with something put right in them, by what it was. */
  corrected: z.record(z.string(), z.int().positive()).optional(),
  /** How many dead letters gave way to newer ones: nobody can read them any more. */
  dropped: z.int().positive().optional(),
  /** The longest from hearing to keeping, ms; absent: nothing was kept. */
  lagMs: z.number().nonnegative().optional(),
  notes: z.array(ChannelNote).optional(),
});
export type ChannelFigures = z.infer<typeof ChannelFigures>;

/** `on`: the names of the nodes that hear. What was refused and cannot be answered, and what waits for a person, is counted of all time that it is kept. */
export const ChannelHealth = z.object({
  name: ChannelName,
  works: ChannelWorks,
  on: z.array(z.string()),
  ...ChannelFigures.shape,
  deadLetters: z.int().nonnegative(),
  quarantined: z.int().nonnegative(),
});
export type ChannelHealth = z.infer<typeof ChannelHealth>;
/** Of a channel what a wall may see: no reason, no name of a device or a node. */
export const ChannelStanding = z.object({
  name: ChannelName,
  lastHeard: Time.optional(),
  /** False: what it hears through is not there. */
  reached: z.boolean(),
  /** Heard, and refused, within the last ten minutes. */
  heard: z.int().nonnegative(),
  refused: z.int().nonnegative(),
  lagMs: z.number().nonnegative().optional(),
  deadLetters: z.int().nonnegative(),
  quarantined: z.int().nonnegative(),
});
export type ChannelStanding = z.infer<typeof ChannelStanding>;
/** `GET /api/v1/channels/standing`. */
export const ChannelStandings = z.object({ asOf: Time, items: z.array(ChannelStanding) });
export type ChannelStandings = z.infer<typeof ChannelStandings>;

/** `GET /api/v1/channels`. */
export const ChannelsAnswer = z.object({ items: z.array(ChannelHealth) });
