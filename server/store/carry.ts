import type { Letter } from './letters.ts';
import type { Drawer, Kept, TrackFix } from './store.ts';

/** A fact as it is kept: its JSON without the seq. */
export type CarriedFact = { seq: number; body: string };
/** A key of an entry, and the seq of its first fact. */
export type CarriedKey = { key: string; first: number };
/** What is in a drawer; of a token the grant as JSON, under its SHA-256. */
export type CarriedThing = { drawer: Drawer | 'token'; id: string; body: Kept };

/**
 * A whole store as of one moment, handed out in portions: nothing at the end, and at least one before it. What
 * follows from the facts (incident index, roll-ups, records, heads) is not in it: whoever takes them in makes it anew.
 */
export type Dump = {
  /** Facts that there are, and the hash of the newest in hex. */
  end(): Promise<{ seq: number; hash: string }>;
  facts(after: number): Promise<CarriedFact[]>;
  keys(after: string): Promise<CarriedKey[]>;
  things(after: { drawer: string; id: string }): Promise<CarriedThing[]>;
  letters(after: string): Promise<Letter[]>;
  /** Batches of fixes after batch `after`, with the number to go on with. */
  tracks(after: number): Promise<{ upto: number; fixes: TrackFix[] } | null>;
  close(): Promise<void>;
};

/** A new store that is being filled: nobody can open it before `done`. In the order of the log. */
export type Load = {
  facts(facts: readonly CarriedFact[]): Promise<void>;
  keys(keys: readonly CarriedKey[]): Promise<void>;
  things(things: readonly CarriedThing[]): Promise<void>;
  letters(letters: readonly Letter[]): Promise<void>;
  tracks(fixes: readonly TrackFix[]): Promise<void>;
  /** Where its log ends so far. */
  end(): Promise<{ seq: number; hash: string }>;
  /** All is there: it may be opened. */
  done(): Promise<void>;
  /** Takes away what was made so far. */
  giveUp(): Promise<void>;
};

/**
 * Carries a whole store into a new one, which must end with the same hash. It gets an epoch of its own, so that
 * every screen takes a new snapshot. @throws where it did not come over whole; the new store is then taken away.
 */
export async function carry(
  from: Dump,
  to: Load,
  progress: (done: number, of: number) => void = () => {},
): Promise<{ seq: number; hash: string }> {
  try {
    const end = await from.end();
    let seq = 0;
    for (let facts = await from.facts(0); facts.length > 0; facts = await from.facts(seq)) {
      await to.facts(facts);
      progress((seq = facts.at(-1)!.seq), end.seq);
    }
    for (let keys = await from.keys(''); keys.length > 0; keys = await from.keys(keys.at(-1)!.key)) await to.keys(keys);
    const none = { drawer: '', id: '' };
    for (let things = await from.things(none); things.length > 0; things = await from.things(things.at(-1)!))
      await to.things(things);
    for (let all = await from.letters(''); all.length > 0; all = await from.letters(all.at(-1)!.id))
      await to.letters(all);
    for (let batch = await from.tracks(0); batch; batch = await from.tracks(batch.upto)) await to.tracks(batch.fixes);
    const there = await to.end();
    if (there.seq !== end.seq || there.hash !== end.hash)
      throw new Error(`the copy ends at fact ${there.seq} (${there.hash}), not at ${end.seq} (${end.hash})`);
    await to.done();
    return there;
  } catch (error) {
    await to.giveUp();
    throw error;
  } finally {
    await from.close();
  }
}

const emptyHash = '0'.repeat(64);
/** A store that holds nothing. */
export const nothingToCarry: Dump = {
  end: async () => ({ seq: 0, hash: emptyHash }),
  facts: async () => [],
  keys: async () => [],
  things: async () => [],
  letters: async () => [],
  tracks: async () => null,
  close: async () => {},
};
