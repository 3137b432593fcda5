import type { Board } from '#data/contract/board.ts';
import type { ChainHash, Epoch, Seq } from '#data/contract/ids.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { ChainedFact, Entry, Kept, Outcome, Store, TokenGrant, TrackFix } from '#server/store/store.ts';
import { StoreUnavailable } from '#server/store/store.ts';
import { changesOf, subjectsOf } from '#server/store/subjects.ts';
import { isVouched, keptFact } from '#server/store/vouching.ts';
import { GENESIS, link, shortHash } from '#server/store/rows/chain.ts';
import { createMemoryChanges } from './changes.ts';
import { createMemoryLeases } from './leases.ts';
import { createMemoryLetters } from './letters.ts';
import { createMemoryIndex } from './index.ts';

/** A store that keeps nothing: for tests of what stands on a store, and the model that adapters are compared with. */
export function createMemoryStore({ hourShift = 0, now = Date.now } = {}): Store {
  const facts: ChainedFact[] = [];
  const keys = new Map<string, Seq>();
  const heads = new Map<string, Seq>();
  const followers = new Set<(facts: readonly ChainedFact[]) => void>();
  const snapshots = new Map<Seq, Board>();
  const tokens = new Map<string, TokenGrant>();
  const drawers = new Map<string, Kept>();
  const changes = createMemoryChanges((drawer, id) => {
    const grant = drawer === 'token' ? tokens.get(id) : undefined;
    return grant ? JSON.stringify(grant) : (drawers.get(`${drawer}/${id}`) ?? null);
  });
  const index = createMemoryIndex(hourShift);
  const { isFenced, ...leases } = createMemoryLeases(now, () => head());
  let hash = GENESIS;
  let fixes: TrackFix[] = [];
  let closed = false;

  const open = () => {
    if (closed) throw new StoreUnavailable('the store is closed');
  };
  const head = () => (facts.at(-1)?.fact.seq ?? 0) as Seq;

  function keep({ facts: fresh, key, guards = [], reports, fence }: Entry): Outcome {
    if (isFenced(fence)) return { is: 'fenced' };
    const before = key === undefined ? undefined : keys.get(key);
    if (before !== undefined) return { is: 'repeated', first: before };
    for (const { subject, at } of guards) {
      const head = heads.get(subject) ?? (0 as Seq);
      if (head > at) return { is: 'conflict', subject, head };
    }
    const known = reports && index.otherOf(reports);
    if (known !== undefined)
      return { is: 'conflict', subject: `incident/${known}`, head: heads.get(`incident/${known}`) ?? (0 as Seq) };
    const first = (head() + 1) as Seq;
    if (key !== undefined) keys.set(key, first);
    for (const newFact of fresh) {
      hash = link(hash, JSON.stringify(newFact));
      const fact = { ...structuredClone(newFact), seq: (head() + 1) as Seq } as LoggedFact;
      facts.push({ fact, hash: shortHash(hash) });
      index.fold(fact);
      for (const subject of changesOf(fact)) heads.set(subject, fact.seq);
    }
    return { is: 'appended', first, last: head() };
  }

  function append(entries: readonly Entry[]): Outcome[] {
    const from = facts.length;
    const outcomes = entries.map(keep);
    if (facts.length > from) for (const receive of followers) receive(facts.slice(from));
    return outcomes;
  }

  /** After a change, as the store itself puts it on record. */
  function vouch(drawer: string, id: string, body: Kept | null): void {
    if (isVouched(drawer)) append([{ facts: [keptFact(drawer, id, body, now())] }]);
  }

  return {
    log: {
      place: () => ({
        epoch: 'memory00' as Epoch,
        seq: head(),
        hash: facts.at(-1)?.hash ?? ('0'.repeat(16) as ChainHash),
      }),
      async append(entries) {
        open();
        if (entries.some((entry) => entry.facts.length === 0)) throw new RangeError('an entry has no facts');
        return append(entries);
      },
      async find(key) {
        const first = keys.get(key);
        return first === undefined ? null : facts[first - 1]!.fact;
      },
      settled: async () => open(),
      catchUp: async () => open(),
      read: async (after, limit, kind) =>
        facts
          .slice(after)
          .filter(({ fact }) => kind === undefined || fact.kind === kind)
          .slice(0, limit),
      follow(receive) {
        const own = (fresh: readonly ChainedFact[]) => receive(fresh);
        followers.add(own);
        return () => void followers.delete(own);
      },
      async lastSnapshot() {
        const seq = Math.max(-1, ...snapshots.keys()) as Seq;
        const board = snapshots.get(seq);
        return board ? { seq, board } : null;
      },
      async keepSnapshot(seq, board) {
        if (seq > head()) throw new RangeError('a board ahead of the log');
        snapshots.set(seq, board);
      },
    },
    incidents: index.incidents,
    rollups: index.rollups,
    tracks: {
      async keep(more, fence) {
        if (isFenced(fence)) return false;
        fixes.push(...more);
        return true;
      },
      read: async (from, to) =>
        [...new Map(fixes.map((fix) => [JSON.stringify(fix), fix])).values()]
          .filter(({ at }) => at >= from && at < to)
          .sort((a, b) => a.at - b.at),
      async latest() {
        const newest = new Map<string, TrackFix>();
        for (const fix of fixes) if (fix.at > (newest.get(fix.unit)?.at ?? -1)) newest.set(fix.unit, fix);
        return [...newest.values()];
      },
      async deleteBefore(at, fence) {
        if (isFenced(fence)) return null;
        const before = fixes.length;
        fixes = fixes.filter((fix) => fix.at >= at);
        return before - fixes.length;
      },
    },
    tokens: {
      async add(sha256, grant) {
        tokens.set(sha256, grant);
        vouch('token', sha256, JSON.stringify(grant));
        changes.note('token', sha256);
      },
      find: async (sha256) => tokens.get(sha256) ?? null,
      list: async () => [...tokens.values()],
      async revoke(name) {
        const gone = [...tokens].filter(([, grant]) => grant.name === name);
        for (const [sha256] of gone) {
          tokens.delete(sha256);
          vouch('token', sha256, null);
        }
        changes.note('token', ...gone.map(([sha256]) => sha256));
        return gone.length > 0;
      },
    },
    records: {
      async about(subject, { limit, before = Infinity, from = 0 }) {
        const found = facts.filter(({ fact }) => fact.seq < before && fact.at >= from);
        return found
          .map(({ fact }) => fact)
          .filter((fact) => subjectsOf(fact).includes(subject))
          .reverse()
          .slice(0, limit);
      },
    },
    drawers: {
      async put(drawer, id, body) {
        drawers.set(`${drawer}/${id}`, body);
        vouch(drawer, id, body);
        changes.note(drawer, id);
      },
      async putIf(drawer, id, body, at) {
        if (changes.newest(drawer) > at) return false;
        drawers.set(`${drawer}/${id}`, body);
        vouch(drawer, id, body);
        changes.note(drawer, id);
        return true;
      },
      get: async (drawer, id) => drawers.get(`${drawer}/${id}`) ?? null,
      list: async (drawer) =>
        [...drawers]
          .filter(([place]) => place.startsWith(`${drawer}/`))
          .map(([place, body]) => ({ id: place.slice(drawer.length + 1), body }))
          .sort((a, b) => (a.id < b.id ? -1 : 1)),
      async remove(drawer, id) {
        const was = drawers.delete(`${drawer}/${id}`);
        if (was) vouch(drawer, id, null);
        if (was) changes.note(drawer, id);
        return was;
      },
    },
    changes,
    leases,
    letters: createMemoryLetters(isFenced, open),
    // Nothing leaves it.
    archive: {
      oldest: async () => 1 as Seq,
      kept: async () => [],
      sealed: async () => [],
      record: async () => false,
      reach: async () => 0,
      drop: async () => false,
    },
    health: () => ({ kind: 'sqlite', synchronous: 'OFF', journal: 'MEMORY', version: 0, intake: 'ok' }),
    backup: async () => {
      throw new StoreUnavailable('nothing is kept, so nothing is backed up');
    },
    verify: async () => ({ ok: true, facts: facts.length, head: head(), hash: Buffer.from(hash).toString('hex') }),
    async close() {
      closed = true;
    },
  };
}
