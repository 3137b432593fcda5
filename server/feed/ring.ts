import type { LoggedFact } from '#data/contract/fact.ts';
import type { ChainHash, Seq } from '#data/contract/ids.ts';
import type { ChainedFact } from '#server/store/store.ts';

/** The newest part of the log, kept in memory: what a reader can go on from without a snapshot. */
export type Ring = {
  /** The position before the oldest fact kept. */
  readonly floor: Seq;
  readonly head: Seq;
  hashAt(seq: Seq): ChainHash;
  /** The facts in (from, to]. */
  between(from: Seq, to: Seq): readonly ChainedFact[];
  /** @throws when the facts do not follow the head without a gap. */
  push(facts: readonly ChainedFact[]): void;
  /** Lets go of the oldest facts, when there are clearly more than `size`, and returns them. */
  trim(): readonly ChainedFact[];
};

/** `size` in facts; a fact that carries a thousand past cases weighs a thousand. */
export function createRing(floor: { seq: Seq; hash: ChainHash }, size: number): Ring {
  let base = floor;
  let facts: ChainedFact[] = [];
  let weight = 0;

  return {
    get floor() {
      return base.seq;
    },
    get head() {
      return (base.seq + facts.length) as Seq;
    },
    hashAt(seq) {
      const hash = seq === base.seq ? base.hash : facts[seq - base.seq - 1]?.hash;
      if (hash === undefined) throw new RangeError(`seq ${seq} is not between floor and head`);
      return hash;
    },
    between: (from, to) => facts.slice(from - base.seq, to - base.seq),
    push(more) {
      for (const chained of more) {
        const due = base.seq + facts.length + 1;
        if (chained.fact.seq !== due) throw new Error(`the log gave fact ${chained.fact.seq} where ${due} was due`);
        facts.push(chained);
        weight += weigh(chained.fact);
      }
    },
    trim() {
      // In strides, so that what hangs on the floor (boards, snapshots) moves seldom.
      if (weight <= size * 1.25) return [];
      let count = 0;
      while (weight > size) weight -= weigh(facts[count++]!.fact);
      const dropped = facts.slice(0, count);
      const last = dropped[count - 1]!;
      base = { seq: last.fact.seq, hash: last.hash };
      facts = facts.slice(count);
      return dropped;
    },
  };
}

function weigh(fact: LoggedFact): number {
  return fact.kind === 'incidents.imported' ? fact.incidents.length : 1;
}
