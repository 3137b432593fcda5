import type { Seq } from '#data/contract/ids.ts';

/** What somebody may write under a lease: good while no later token of that lease was given; whoever is `fenced` off must stop. */
export type Fence = { lease: string; token: number };

/** `says`: what the holder says of itself, as text. `leftMs`: by the store's clock; 0 when it has run out or was given back. */
export type Lease = Fence & { holder: string; says: string; leftMs: number };

/** `at`: the end of the log when it was taken. Whatever was written under earlier tokens is not after it. */
export type Taken = Fence & { at: Seq };

/**
 * What only one may do at a time, of all processes on the store: by name, for a holder, for a time that the store's
 * own clock measures. Each taking gives a token greater than any before it, of whatever lease, and the store refuses what is written under
 * an earlier one of the same lease (`fence`): a holder that slept through its time writes nothing late.
 */
export type Leases = {
  /** Takes it for `ms`; null while another holder has it. The holder that has it itself takes it anew, with a later token. */
  take(lease: string, holder: string, ms: number, says?: string): Promise<Taken | null>;
  /** `ms` from now on. False when the token is not the newest: it was taken by somebody else. One that has run out is renewed. */
  renew(fence: Fence, ms: number, says?: string): Promise<boolean>;
  /** Free at once. Nothing happens when somebody else has it. */
  giveBack(fence: Fence): Promise<void>;
  /** By name; those that ran out within the last day too. */
  list(): Promise<Lease[]>;
};
