import { readSealedSync } from './read-file.ts';
import { covers, type Sealed, type KeptFact } from '../sealed.ts';
import type { SealedFacts } from './sealed-text.ts';

/** The facts that are in archive files, for a thread that has nothing else to do. Everything throws {ArchiveUnreadable}. */
export type ArchivedBodies = {
  /** In order, those after `after` and before `before` that are in a file on record. */
  between(after: number, before: number): Generator<KeptFact>;
  /** Undefined where it is in none on record. */
  at(seq: number): string | undefined;
  /** Bodies of that kind before `before`. */
  ofKind(kind: string, before: number): Generator<string>;
};

/** Files kept unpacked: an incident's facts are seldom further apart. */
const KEPT = 3;

export function createArchivedBodies(folder: string, sealed: readonly Sealed[]): ArchivedBodies {
  const files = new Map<string, SealedFacts>();

  function open(one: Sealed): SealedFacts {
    const facts = files.get(one.file) ?? readSealedSync(folder, one);
    files.delete(one.file);
    files.set(one.file, facts);
    if (files.size > KEPT) files.delete(files.keys().next().value!);
    return facts;
  }

  function* between(after: number, before: number, of = sealed): Generator<KeptFact> {
    for (const one of of) {
      const [from, end] = [Math.max(one.first, after + 1), Math.min(one.last + 1, before)];
      if (from >= end) continue;
      const { first, bodies, hashes } = open(one);
      for (let seq = from; seq < end; seq++) {
        const i = seq - first;
        yield { seq, body: bodies[i]!, hash: hashes.subarray(i * 32, i * 32 + 32) };
      }
    }
  }

  return {
    between: (after, before) => between(after, before),
    at(seq) {
      const one = sealed.find((one) => covers(one, seq));
      return one && open(one).bodies[seq - one.first];
    },
    *ofKind(kind, before) {
      const holding = sealed.filter(({ kinds }) => kinds.includes(kind));
      for (const { body } of between(0, before, holding)) if (body.includes(`"${kind}"`)) yield body;
    },
  };
}
