import type { ChannelName, ChannelNote, ChannelWorks } from '#data/contract/channel.ts';
import type { Intake } from '../intake.ts';
import type { ChannelLetters } from '../letters/letter-box.ts';

/** What a channel hears with: whatever comes through it is counted as this channel's. */
export type Ear = {
  /** The door. Under the channel's lease where it works on one node: whoever has lost it keeps nothing. */
  intake: Intake;
  /** What was refused before it came to the door: `not-utf-8`, `signature`. */
  refused(reason: string, count?: number): void;
  /** Of a channel that tells: it was taken, so long after it happened. */
  delivered(lagMs: number): void;
  /** What was put right in what is kept. */
  corrected(what: string): void;
  /** Where that is kept which nobody is there to be answered of, and what a person is to look through. */
  letters: ChannelLetters;
};

/**
 * One way in which a city speaks. What it hears ends at the one door of the intake: kept and then answered, or refused,
 * and then answered or kept as a dead letter with its reason. It lives in `server/intake/channels/NAME/`.
 */
export type Channel = {
  readonly name: ChannelName;
  readonly works: ChannelWorks;
  /**
   * Begins to hear through `ear`; absent where it hears requests alone. Of a channel on one node: each time that the
   * lease is taken. Resolves once it hears; what it needs and does not find is for it to try again, not to throw.
   */
  start?(ear: Ear): Promise<Hearing>;
  /** What there is to be said of it on this node, beside its figures. */
  notes?(): ChannelNote[];
};

/** A channel that hears. */
export type Hearing = {
  /** Hears no more; resolves, within 5 s, when all it had acknowledged is kept and all else is left to its sender. */
  stop(): Promise<void>;
};

/** A channel may take so long to stop, ms. */
export const STOP_MS = 5000;
