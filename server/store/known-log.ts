import { factKinds } from '#data/contract/fact.ts';
import { type ChainedFact, type FactLog, StoreRefused } from './store.ts';

/** A fact of a kind that a later build has added. */
export type Stranger = { seq: number; kind: string };

export const strangerSaid = ({ seq, kind }: Stranger) =>
  `fact ${seq} is of the kind "${kind}", which this build does not know`;

/**
 * The log up to the first fact that this build does not know: whoever follows hears nothing of it and nothing after it, and
 * `met` is told once. What lies behind it must not be read. @throws {StoreRefused} where it is.
 */
export function knownLog(log: FactLog, met: (stranger: Stranger) => void): FactLog {
  let isMet = false;
  function strangerAmong(facts: readonly ChainedFact[]): number {
    const at = facts.findIndex(({ fact }) => !factKinds.has(fact.kind));
    if (at >= 0 && !isMet) {
      isMet = true;
      met(facts[at]!.fact);
    }
    return at;
  }

  return {
    ...log,
    follow(receive) {
      let isOver = false;
      return log.follow((facts) => {
        if (isOver) return;
        const at = strangerAmong(facts);
        isOver = at >= 0;
        const known = isOver ? facts.slice(0, at) : facts;
        if (known.length > 0) receive(known);
      });
    },
    async read(...asked) {
      const facts = await log.read(...asked);
      const at = strangerAmong(facts);
      if (at >= 0) throw new StoreRefused(`${strangerSaid(facts[at]!.fact)}: start the newer one`);
      return facts;
    },
  };
}
