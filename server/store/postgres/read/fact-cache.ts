import type { LoggedFact } from '#data/contract/fact.ts';
import type { Line } from '../connect/line.ts';

/** Facts kept parsed: a page of old cases mostly comes from one or two imports. A fact never changes. */
export type FactCache = {
  /** Those of them that there are. */
  at(line: Pick<Line, 'query'>, seqs: readonly number[]): Promise<ReadonlyMap<number, LoggedFact>>;
};

/** So many stay, those that were asked for last. */
const KEPT = 8;

export function createFactCache(): FactCache {
  const facts = new Map<number, LoggedFact>();
  return {
    async at(line, seqs) {
      const found = new Map<number, LoggedFact>();
      const unknown = new Set<number>();
      for (const seq of seqs) {
        const fact = facts.get(seq);
        if (fact) found.set(seq, fact);
        else unknown.add(seq);
      }
      if (unknown.size > 0) {
        const text = 'SELECT seq, body FROM fact WHERE seq = ANY($1)';
        const query = { name: 'facts-at', text, values: [[...unknown]] };
        for (const { seq, body } of (await line.query<{ seq: number; body: string }>(query)).rows)
          found.set(seq, Object.assign(JSON.parse(body), { seq }) as LoggedFact);
      }
      for (const [seq, fact] of found) {
        facts.delete(seq);
        facts.set(seq, fact);
      }
      for (const seq of [...facts.keys()].slice(0, Math.max(0, facts.size - KEPT))) facts.delete(seq);
      return found;
    },
  };
}
