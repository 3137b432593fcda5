import { parsedFact } from '../rows/parsed-fact.ts';
import { ArchiveUnreadable } from './unreadable.ts';
import { readSealedFile } from './read-file.ts';
import { covers, type Sealed, type KeptFact } from '../sealed.ts';
import type { SealedFacts } from './sealed-text.ts';

/** The facts that are in archive files. Whatever cannot be read is refused: nobody gets less than there is. */
export type ArchivedLog = {
  /** Those after `after` and before `before`, oldest first; at least one where there is one. @throws {ArchiveUnreadable} */
  read(asked: { after: number; before: number; limit: number; kind?: string | undefined }): Promise<KeptFact[]>;
  /** @throws {ArchiveUnreadable} */
  at(seq: number): Promise<KeptFact>;
  /** No fact in an archive before this one is of the time `from` (ms) or later. */
  since(from: number): Promise<number>;
};

/** Files kept unpacked, those that were asked for last: some megabytes each. */
const KEPT = 2;

/** `sealed`: what is on record in the store, in the order of the log. */
export function createArchivedLog(folder: string, sealed: () => Promise<readonly Sealed[]>): ArchivedLog {
  let known: readonly Sealed[] = [];
  const files = new Map<string, Promise<SealedFacts>>();

  async function holding(seq: number): Promise<Sealed> {
    const found = known.find((one) => covers(one, seq));
    if (found) return found;
    known = await sealed();
    const now = known.find((one) => covers(one, seq));
    if (!now) throw new ArchiveUnreadable(`fact ${seq} is neither in the store nor in an archive file on record`, seq);
    return now;
  }

  async function open(seq: number): Promise<SealedFacts> {
    const one = await holding(seq);
    try {
      return await kept(one);
    } catch (error) {
      // It may have been sealed anew since we read what is on record.
      known = await sealed();
      const now = await holding(seq);
      if (now.sha256 === one.sha256) throw error;
      return kept(now);
    }
  }

  function kept(one: Sealed): Promise<SealedFacts> {
    const facts = files.get(one.sha256) ?? readSealedFile(folder, one);
    files.delete(one.sha256);
    files.set(one.sha256, facts);
    // Asked again, it may be there again.
    facts.catch(() => files.delete(one.sha256));
    for (const old of [...files.keys()].slice(0, Math.max(0, files.size - KEPT))) files.delete(old);
    return facts;
  }

  return {
    async read({ after, before, limit, kind }) {
      const facts: KeptFact[] = [];
      for (let seq = after + 1; seq < before && facts.length < limit;) {
        const one = await holding(seq);
        const end = Math.min(before, one.last + 1);
        if (kind === undefined || one.kinds.includes(kind)) {
          const file = await open(seq);
          for (; seq < end && facts.length < limit; seq++) {
            const fact = factOf(file, seq);
            if (kind === undefined || isOf(fact.body, kind)) facts.push(fact);
          }
          // What one file gave is enough for one piece.
          if (facts.length > 0) return facts;
        }
        seq = end;
      }
      return facts;
    },
    at: async (seq) => factOf(await open(seq), seq),
    async since(from) {
      if (known.length === 0) known = await sealed();
      const last = known.at(-1)?.last ?? 0;
      return known.find(({ to }) => to >= from)?.first ?? last + 1;
    },
  };
}

function factOf({ first, bodies, hashes }: SealedFacts, seq: number): KeptFact {
  const i = seq - first;
  return { seq, body: bodies[i]!, hash: hashes.subarray(i * 32, i * 32 + 32) };
}

const isOf = (body: string, kind: string) => body.includes(`"${kind}"`) && parsedFact(body)?.kind === kind;
