import type { LoggedFact } from '#data/contract/fact.ts';

/** What must not be done much later than it is due, even where time is lived through in strides. Both ms. */
export type Pressing = { at: number; latest: number };

/**
 * Somebody, or something, that acts in the invented city: callers, dispatchers, crews, grid staff.
 * A player is asked what it means to do about one subject, and told when the time has come. It
 * reads the board and keeps next to nothing in mind, so it goes on after a restart as if nothing
 * had been.
 */
export type Player = {
  /** What it has to do with when the demo begins. */
  subjects(): Iterable<string>;
  /** The subject that a fact changes for it. */
  concerns(fact: LoggedFact): string | undefined;
  /** When it will act on the subject, ms; null: not until a fact changes something. */
  plan(subject: string, now: number): number | Pressing | null;
  /** Acts. A number means: in vain, and not again for so many milliseconds. */
  act(subject: string, now: number): Promise<number | void>;
};
