import type { Input, Phase, Step } from './follow.ts';
import {
  acknowledge,
  adopt,
  askAgain,
  awaitHello,
  awaitSigns,
  awaitSnapshot,
  comeBackLater,
  compareClocks,
  confirm,
  connectAnew,
  dialWhenDue,
  goOnOrSync,
  startOver,
  takeIn,
  type In,
  type Of,
} from './reactions.ts';
import type { Chance } from './steps.ts';

/** `heard`: it shows that the line is alive, and nothing more. */
type Reaction<P extends Phase['is'], I extends Input['is']> =
  | 'ignored'
  | (Of<I> extends { conn: number } ? 'heard' : never)
  | ((state: In<P>, input: Of<I>, chance: Chance) => Step);

/**
 * What a follower does with whatever reaches it, in whichever phase it is: all of it, checked by the
 * compiler, and drawn in data/contract/PROTOCOL.md. Frames of a connection that is not the one in
 * use have been sorted out before.
 */
export const transitions: {
  readonly [P in Phase['is']]: { readonly [I in Input['is']]: Reaction<P, I> };
} = {
  waiting: {
    tick: dialWhenDue,
    hello: 'ignored',
    facts: 'ignored',
    beat: 'ignored',
    positions: 'ignored',
    resync: 'ignored',
    bye: 'ignored',
    lost: 'ignored',
    snapshot: 'ignored',
    'snapshot-failed': 'ignored',
  },
  opening: {
    tick: awaitHello,
    hello: goOnOrSync,
    facts: acknowledge,
    beat: compareClocks,
    positions: 'heard',
    resync: 'heard',
    bye: comeBackLater,
    lost: connectAnew,
    snapshot: 'ignored',
    'snapshot-failed': 'ignored',
  },
  syncing: {
    tick: awaitSnapshot,
    hello: 'heard',
    facts: acknowledge,
    beat: compareClocks,
    positions: 'heard',
    resync: 'heard',
    bye: comeBackLater,
    lost: connectAnew,
    snapshot: adopt,
    'snapshot-failed': askAgain,
  },
  asking: {
    tick: awaitHello,
    hello: goOnOrSync,
    facts: acknowledge,
    beat: compareClocks,
    positions: 'heard',
    resync: 'heard',
    bye: comeBackLater,
    lost: connectAnew,
    snapshot: 'ignored',
    'snapshot-failed': 'ignored',
  },
  following: {
    tick: awaitSigns,
    hello: 'heard',
    facts: takeIn,
    beat: confirm,
    positions: 'heard',
    resync: startOver,
    bye: comeBackLater,
    lost: connectAnew,
    snapshot: 'ignored',
    'snapshot-failed': 'ignored',
  },
};
