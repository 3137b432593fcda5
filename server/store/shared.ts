import type { Present } from '#data/contract/desk-api.ts';
import type { Stop } from '#data/kit/clock.ts';

/**
 * What all processes of an installation must agree on and what changes too often for the disk. It
 * may be lost: that costs somebody a wait, and never lets anybody in. This process
 * alone keeps it in memory (in-process.ts); several of them need one place for it.
 */
export type Shared = {
  notes: Notes;
  tries: Tries;
  counts: Counts;
  /** Who has what open, by connection. */
  present: Roll<Present[number]>;
  /** What was heard at the doors of each (nodes/heard-lane.ts). */
  heard: Channel;
};

/** `known`: an account at an address. `looked`: a look that is on record. `solved`: a proof of work that was shown. */
export type Noted = 'known' | 'looked' | 'solved';

/** What holds for a while. */
export type Notes = {
  /** Holds from now on for `ms`. */
  put(what: Noted, key: string, ms: number): Promise<void>;
  /** The same, unless it holds already: true for one of all who ask. */
  claim(what: Noted, key: string, ms: number): Promise<boolean>;
  holds(what: Noted, key: string): Promise<boolean>;
  forget(what: Noted, key: string): Promise<void>;
};

export type Tried = 'account-at-address' | 'account' | 'address' | 'session' | 'token' | 'first-code';
export type Limit = {
  what: Tried;
  key: string;
  /** Attempts that cost nothing. */
  free: number;
  /** The longest wait between two attempts, ms; from 1 s it doubles up to there. */
  most: number;
};

/** Attempts, forgotten an hour after the last: who tries too often waits. */
export type Tries = {
  /** Counts one under every limit and answers 0; or, where one of them says "not yet", counts none and answers the wait in ms. */
  attempt(limits: readonly Limit[]): Promise<number>;
  /** As if the newest had not been: neither its count nor its time stays. */
  takeBack(tried: readonly Pick<Limit, 'what' | 'key'>[]): Promise<void>;
  forgive(what: Tried, key: string): Promise<void>;
};

/** How often something was asked for in a window of time. */
export type Counts = {
  /** Counts one more; the window of `ms` begins with the first. `leftMs`: until it ends. */
  add(what: 'asked', key: string, ms: number): Promise<{ count: number; leftMs: number }>;
};

/** What processes tell each other of this moment: not kept, and lost to whoever does not listen. Everybody hears it, the sender too. */
export type Channel = {
  send(message: Uint8Array): void;
  follow(receive: (message: Uint8Array) => void): Stop;
  /** Whether what is sent gets through, as far as can be told here. */
  isUp(): boolean;
};

/** What the connections of all processes say of themselves. Those of a process that has died are gone within a minute. */
export type Roll<T> = {
  /** Ours, by the id of the connection. */
  put(connection: string, says: T): void;
  remove(connection: string): void;
  /** Of every process. */
  all(): T[];
  /** Called after every change, whoever made it. */
  follow(run: () => void): Stop;
};
