import type { Epoch, Seq } from '#data/contract/ids.ts';
import { shortHash } from '../rows/chain.ts';
import type { ArchivedLog } from '../archive/archived-log.ts';
import { named, readThrough } from '../archive/read-through.ts';
import { packSnapshot, unpackSnapshot } from '../rows/snapshot-packing.ts';
import { chained, storedEntry, type EntryWithRegister, type FactLogWithRegister } from '../rows/stored-entry.ts';
import type { ChainedFact, Outcome } from '../store.ts';
import type { Opened, ReaderCalls, WriterCalls } from './threads/messages.ts';
import type { Thread } from './threads/thread.ts';

type Parts = { writer: Thread<WriterCalls>; reader: Thread<ReaderCalls>; opened: Opened; archived: ArchivedLog };

/** The log as the main thread has it: it knows the head, and tells followers what was committed. */
export function createFactLog({ writer, reader, opened, archived }: Parts): FactLogWithRegister {
  let place = { epoch: opened.epoch as Epoch, seq: opened.seq as Seq, hash: shortHash(opened.hash) };
  const followers = new Set<(facts: readonly ChainedFact[]) => void>();
  let committed: ChainedFact[] = [];

  /** Runs before any `append` of the same group resolves: who has its answer has been told. */
  const tell = () => {
    const facts = committed;
    committed = [];
    for (const receive of followers) receive(facts);
  };

  async function append(entries: readonly EntryWithRegister[]): Promise<Outcome[]> {
    if (entries.some((entry) => entry.facts.length === 0)) throw new RangeError('an entry has no facts');
    if (entries.length === 0) return [];
    const appended = await writer.ask('append', entries.map(storedEntry));
    const facts = chained(entries, appended);
    const last = facts.at(-1);
    if (last) {
      place = { epoch: place.epoch, seq: last.fact.seq, hash: last.hash };
      if (committed.length === 0) queueMicrotask(tell);
      committed.push(...facts);
    }
    return appended.outcomes;
  }

  return {
    place: () => place,
    append,
    vouch: async (fact, change, fence) =>
      (await append([{ facts: [fact], change, ...(fence && { fence }) }]))[0]!.is === 'appended',
    async find(key) {
      const row = await reader.ask('keyed', key);
      return row && named(row, archived);
    },
    settled: async () => void (await writer.ask('settle', null)),
    // Nobody else writes, and followers were told before whoever wrote had the answer.
    catchUp: async () => {},
    read: readThrough((asked) => reader.ask('facts', { ...asked, kind: asked.kind }), archived),
    follow(receive) {
      const own = (facts: readonly ChainedFact[]) => receive(facts);
      followers.add(own);
      return () => void followers.delete(own);
    },
    async lastSnapshot() {
      for (const { seq, body } of await reader.ask('snapshots', null)) {
        const board = await unpackSnapshot(body);
        if (board) return { seq: seq as Seq, board };
      }
      return null;
    },
    async keepSnapshot(seq, board) {
      if (seq > place.seq) throw new RangeError(`a board at ${seq} is ahead of the log, which ends at ${place.seq}`);
      await writer.ask('keepSnapshot', { seq, body: await packSnapshot(board) });
    },
  };
}
