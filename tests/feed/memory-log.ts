import { createHash } from 'node:crypto';
import type { Board } from '#data/contract/board.ts';
import type { NewFact } from '#data/contract/fact.ts';
import type { ChainHash, Epoch, Seq } from '#data/contract/ids.ts';
import type { ChainedFact, FactLog, Outcome } from '#server/store/store.ts';

/** A log without a disk: enough of the store for the feed, and a few powers that only a test needs. */
export type MemoryLog = FactLog & {
  /** Appends without waiting. */
  add(...facts: NewFact[]): void;
  /** What was appended after that. */
  since(seq: number): readonly ChainedFact[];
  /** What a backup would hold now. */
  backup(): MemoryBackup;
  /** Everything is as in the backup; with another epoch, or (a file copied back by hand) without. */
  restore(backup: MemoryBackup, epoch?: string): void;
  /** Where the newest kept snapshot stands; 0 without one. */
  readonly keptAt: number;
};

export type MemoryBackup = { epoch: Epoch; facts: ChainedFact[]; kept: { seq: Seq; board: Board } | null };

const genesis = '0123456789abcdef' as ChainHash;

export function createMemoryLog(firstEpoch = 'epoch0001'): MemoryLog {
  let epoch = firstEpoch as Epoch;
  let facts: ChainedFact[] = [];
  let kept: { seq: Seq; board: Board } | null = null;
  const followers = new Set<(facts: readonly ChainedFact[]) => void>();

  const place = () => ({ epoch, seq: facts.length as Seq, hash: facts.at(-1)?.hash ?? genesis });

  function add(...news: NewFact[]): void {
    const chained = news.map((news) => {
      const fact = { ...news, seq: (facts.length + 1) as Seq };
      const hash = chain(place().hash, JSON.stringify(fact));
      const link = { fact, hash };
      facts.push(link);
      return link;
    });
    for (const receive of [...followers]) receive(chained);
  }

  return {
    place,
    add,
    async append(entries) {
      return entries.map((entry): Outcome => {
        const first = (facts.length + 1) as Seq;
        add(...entry.facts);
        return { is: 'appended', first, last: facts.length as Seq };
      });
    },
    find: async () => null,
    settled: async () => {},
    catchUp: async () => {},
    read: async (after, limit) => facts.slice(after, after + limit),
    follow(receive) {
      followers.add(receive);
      return () => void followers.delete(receive);
    },
    lastSnapshot: async () => kept,
    async keepSnapshot(seq, board) {
      kept = { seq, board };
    },
    since: (seq) => facts.slice(seq),
    backup: () => ({ epoch, facts: [...facts], kept }),
    restore(backup, other) {
      facts = [...backup.facts];
      kept = backup.kept;
      epoch = (other ?? backup.epoch) as Epoch;
    },
    get keptAt() {
      return kept?.seq ?? 0;
    },
  };
}

function chain(before: string, bytes: string): ChainHash {
  return createHash('sha256').update(before).update(bytes).digest('hex').slice(0, 16) as ChainHash;
}
