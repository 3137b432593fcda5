import * as z from 'zod';
import { Delivery, Trying } from '#data/contract/receiver.ts';
import { Epoch, Seq } from '#data/contract/ids.ts';
import { changeKept } from '../../../store/change-kept.ts';
import type { Store } from '../../../store/store.ts';

/** How far a receiver has come: every fact up to `seq` was delivered, given up, or is not for it. `log`: oldest first. */
const Progress = z.object({
  epoch: Epoch,
  seq: Seq,
  trying: Trying.optional(),
  log: z.array(Delivery),
});
export type Progress = z.infer<typeof Progress>;

/** Kept in the store, so that whoever takes over, and whoever starts again, goes on from there. */
export type KeptProgress = {
  of(name: string): Promise<Progress | null>;
  /** Where it goes on from: for a new one the end of the log, of another log than before no more than that has. */
  begin(name: string): Promise<Progress>;
  /** Adds what was delivered, and never goes back: what somebody delivered meanwhile counts too. */
  add(name: string, more: { seq?: Seq; trying?: Trying | undefined; log: readonly Delivery[] }): Promise<void>;
  remove(name: string): Promise<void>;
};

const DRAWER = 'receiver-progress';
/** Deliveries of a receiver that are kept. */
const MOST_LOG = 200;

export function createProgress({ drawers, changes, log }: Pick<Store, 'drawers' | 'changes' | 'log'>): KeptProgress {
  const read = (text: string) => Progress.parse(JSON.parse(text));
  const at = (name: string) => ({ drawer: DRAWER, id: name, read }) as const;
  const fresh = (): Progress => {
    const { epoch, seq } = log.place();
    return { epoch, seq, log: [] };
  };
  /** The log was exchanged: what it does not hold cannot be behind us. */
  function ofThisLog(kept: Progress): Progress {
    const now = log.place();
    if (kept.epoch === now.epoch) return kept;
    return { epoch: now.epoch, seq: Math.min(kept.seq, now.seq) as Seq, log: kept.log };
  }

  let turn: Promise<unknown> = Promise.resolve();
  /** One of ours after the other: only another process can be quicker. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work);
    turn = mine.catch(() => {});
    return mine;
  }

  return {
    async of(name) {
      const body = await drawers.get(DRAWER, name);
      return body === null ? null : read(String(body));
    },
    begin: (name) =>
      inTurn(async () => (await changeKept({ drawers, changes }, at(name), (kept) => ofThisLog(kept ?? fresh())))!),
    async add(name, { seq, log: more, ...rest }) {
      const change = (kept: Progress | null) => {
        // A receiver that was removed meanwhile leaves nothing.
        if (!kept) return null;
        const { trying: before, ...now } = ofThisLog(kept);
        const trying = 'trying' in rest ? rest.trying : before;
        return {
          ...now,
          seq: Math.max(now.seq, seq ?? 0) as Seq,
          ...(trying && { trying }),
          log: [...now.log, ...more].slice(-MOST_LOG),
        };
      };
      await inTurn(() => changeKept({ drawers, changes }, at(name), change));
    },
    remove: async (name) => void (await drawers.remove(DRAWER, name)),
  };
}
