import { emptyBoard, type Board } from '#data/contract/board.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { ChainHash, StateHash } from '#data/contract/ids.ts';
import type { View } from '#data/contract/view.ts';
import { foldBoard } from '#data/fold/fold.ts';
import { stateHash } from '#data/fold/state-hash.ts';
import { redactBoard, redactFacts } from '#data/rules/audience.ts';
import type { ChainedFact, FactLog } from '#server/store/store.ts';

/**
 * Everything that was ever true, in every life of the log, by chain hash: what the feed is held
 * against. It folds each history by itself and shares nothing with the hub but the pure functions.
 */
export type Reference = {
  /** State hash that a screen with this view must have at this chain hash; null: never was. */
  truth(hash: ChainHash, view: View): StateHash | null;
  /** The facts from one chain hash to a later one, as an area-less view of this kind sees them. */
  facts(from: ChainHash, to: ChainHash, view: View): readonly LoggedFact[];
  /** State hash after `facts` on the view's board at `from`. */
  after(from: ChainHash, facts: readonly LoggedFact[], view: View): StateHash;
};

type Node = { board: Board; fact: LoggedFact | null; before: ChainHash | null };

/** `log` is empty. */
export function createReference(log: FactLog): Reference {
  const nodes = new Map<ChainHash, Node>([[log.place().hash, { board: emptyBoard, fact: null, before: null }]]);
  const bySeq: ChainHash[] = [log.place().hash];

  log.follow((chained: readonly ChainedFact[]) => {
    for (const { fact, hash } of chained) {
      const before = bySeq[fact.seq - 1]!;
      nodes.set(hash, { board: foldBoard(nodes.get(before)!.board, [fact]), fact, before });
      // After a restore, what follows a seq again replaces what followed it before.
      bySeq.length = fact.seq;
      bySeq.push(hash);
    }
  });

  const hashes = new WeakMap<Board, Map<string, StateHash>>();
  function viewHash(board: Board, view: View): StateHash {
    const key = JSON.stringify(view);
    const known = hashes.get(board) ?? new Map<string, StateHash>();
    hashes.set(board, known);
    const hash = known.get(key) ?? stateHash(redactBoard(board, view));
    known.set(key, hash);
    return hash;
  }

  return {
    truth(hash, view) {
      const node = nodes.get(hash);
      return node ? viewHash(node.board, view) : null;
    },
    facts(from, to, view) {
      const facts: LoggedFact[] = [];
      for (let at = to; at !== from;) {
        const node = nodes.get(at);
        if (!node?.fact || node.before === null) throw new Error(`no way from ${from} to ${to}`);
        facts.unshift(node.fact);
        at = node.before;
      }
      return redactFacts(facts, { name: view.name }, nodes.get(from)!.board).facts;
    },
    after: (from, facts, view) => stateHash(foldBoard(redactBoard(nodes.get(from)!.board, view), facts)),
  };
}
