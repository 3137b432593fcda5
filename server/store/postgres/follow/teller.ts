import type { ChainHash, Epoch, Seq } from '#data/contract/ids.ts';
import type { Stop } from '#data/kit/clock.ts';
import { StoreUnavailable, type ChainedFact } from '../../store.ts';

export type Place = { epoch: Epoch; seq: Seq; hash: ChainHash };

/** Tells followers of the log fact by fact, whoever appended them: in order, once, without a gap. */
export type Teller = {
  /** The end of what was told. */
  place(): Place;
  /** Facts that are in the log: those that come next are told at once, others are left to `reach`. */
  offer(facts: readonly ChainedFact[]): void;
  /** Resolves when everything up to there was told. */
  reach(seq: number): Promise<void>;
  follow(receive: (facts: readonly ChainedFact[]) => void): Stop;
};

/** Facts read at once. */
const PAGE = 1000;

type Parts = {
  place: Place;
  read(after: Seq, limit: number): Promise<ChainedFact[]>;
  /** What was told is not what the log holds. */
  lost(): void;
};

export function createTeller({ place: start, read, lost }: Parts): Teller {
  let place = start;
  let reading: Promise<void> | undefined;
  const followers = new Set<(facts: readonly ChainedFact[]) => void>();

  function offer(facts: readonly ChainedFact[]): void {
    const next = facts.filter(({ fact }) => fact.seq > place.seq);
    const [first] = next;
    const last = next.at(-1);
    if (!first || !last || first.fact.seq !== place.seq + 1) return;
    place = { epoch: place.epoch, seq: last.fact.seq, hash: last.hash };
    for (const receive of followers) receive(next);
  }

  async function readTo(seq: number): Promise<void> {
    while (place.seq < seq) {
      const from = place;
      const facts = await read(Math.max(0, from.seq - 1) as Seq, PAGE);
      // The fact that was told last is read again: what follows must follow from that one.
      const there = facts.find(({ fact }) => fact.seq === from.seq);
      if (from.seq > 0 && there?.hash !== from.hash) {
        lost();
        throw new StoreUnavailable('the log in the database is not the one that was read before');
      }
      if ((facts.at(-1)?.fact.seq ?? 0) === from.seq) return;
      offer(facts);
    }
  }

  return {
    place: () => place,
    offer,
    async reach(seq) {
      while (place.seq < seq) {
        const before = place.seq;
        await (reading ??= readTo(seq).finally(() => (reading = undefined)));
        // Whoever was reading may have wanted less.
        if (place.seq === before && !reading) return;
      }
    },
    follow(receive) {
      const own = (facts: readonly ChainedFact[]) => receive(facts);
      followers.add(own);
      return () => void followers.delete(own);
    },
  };
}
