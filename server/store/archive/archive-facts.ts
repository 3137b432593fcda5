import { GENESIS, link } from '../rows/chain.ts';
import { parsedFact } from '../rows/parsed-fact.ts';
import type { Fence } from '../leases.ts';
import { type Store, StoreUnavailable } from '../store.ts';
import { readSealedFile } from './read-file.ts';
import type { Sealed, KeptFact } from '../sealed.ts';
import { writeSealed } from './write-file.ts';

const DAY_MS = 24 * 3600_000;

/** What one file holds at most: unpacked whole whenever a fact in it is asked for. */
const MOST_FACTS = 20_000;
const MOST_CHARACTERS = 8_000_000;
const PAGE = 500;

type Parts = {
  store: Pick<Store, 'log' | 'archive'>;
  folder: string;
  /** What to write under; null when another process has the lease: then all is left as it is. */
  fence(): Fence | null;
};

/**
 * Moves facts of finished days before `before` (ms) into archive files, a file at a time, and deletes them once a file is on
 * the disk, has been read back and is on record. Wherever it is stopped, the next run goes on from there. False: fenced.
 * @throws what kept it from going on: nothing is deleted that is not in a file.
 */
export async function archiveFacts({ store, folder, fence }: Parts, before: number): Promise<boolean> {
  const { archive, log } = store;
  // What this run puts on record itself is for another one.
  const head = log.place().seq;
  for (;;) {
    const under = fence();
    if (!under) return true;
    const sealed = await archive.sealed();
    if (!(await dropSealed({ store, folder, sealed, fence: under }))) return false;
    await mustBeThere(folder, sealed.at(-1));
    const last = sealed.at(-1);
    const chain = { first: (last?.last ?? 0) + 1, before: last ? Buffer.from(last.after, 'hex') : GENESIS };
    const bodies = await dueBodies(store, chain, { before, head });
    if (bodies.length === 0) return true;
    const file = await writeSealed(folder, log.place().epoch, { ...chain, bodies });
    if (!(await archive.record(file, under))) return false;
  }
}

type Dropping = Pick<Parts, 'store' | 'folder'> & { sealed: readonly Sealed[]; fence: Fence };

/** Deletes what is in archive files, each of which is read once more before. False: fenced. */
async function dropSealed({ store, folder, sealed, fence }: Dropping): Promise<boolean> {
  const { archive, log } = store;
  const oldest = await archive.oldest();
  const upto = await archive.reach(sealed.at(-1)?.last ?? 0);
  const going = sealed.filter(({ first, last }) => last >= oldest && first <= upto);
  for (const one of going) {
    const again = await readSealedFile(folder, one).then(
      () => null,
      (error: unknown) => ({ error }),
    );
    if (!again) continue;
    // The store still holds all of it (it is a copy, brought elsewhere without its files): the same facts again.
    if (one.first < oldest) throw again.error;
    const chain = { first: one.first, before: Buffer.from(one.before, 'hex') };
    const bodies = (await linked(store, chain, ({ seq }) => seq <= one.last)).map(({ body }) => body);
    if (!(await archive.record(await writeSealed(folder, log.place().epoch, { ...chain, bodies }), fence)))
      return false;
  }
  return going.length === 0 || archive.drop(upto, fence);
}

/** A folder that is not there, as one that is not mounted, is not begun anew beside the old one. */
async function mustBeThere(folder: string, last: Sealed | undefined): Promise<void> {
  if (last) await readSealedFile(folder, last);
}

type Chain = { first: number; before: Uint8Array };

/** What goes into the next file: one day's facts, or as many as a file holds. The newest fact of the log stays. */
async function dueBodies(
  store: Parts['store'],
  chain: Chain,
  { before, head }: { before: number; head: number },
): Promise<string[]> {
  let day: number | undefined;
  let [facts, characters] = [0, 0];
  const kept = await linked(store, chain, ({ seq, body }) => {
    const at = parsedFact(body)?.at ?? Infinity;
    day ??= dayOf(at);
    facts++;
    characters += body.length;
    const isFull = facts > MOST_FACTS || (facts > 1 && characters > MOST_CHARACTERS);
    return seq < head && at < before && dayOf(at) <= day && !isFull;
  });
  return kept.map(({ body }) => body);
}

const dayOf = (at: number) => Math.floor(at / DAY_MS);

/** Facts from `first` on, as long as they are wanted; each must follow from the one before. */
async function linked(
  { archive }: Parts['store'],
  { first, before }: Chain,
  isWanted: (fact: KeptFact) => boolean,
): Promise<KeptFact[]> {
  const found: KeptFact[] = [];
  let hash = before;
  for (let after = first - 1; ; after = found.at(-1)!.seq) {
    const page = await archive.kept(after, PAGE);
    if (page.length === 0) return found;
    for (const fact of page) {
      if (!isWanted(fact)) return found;
      hash = link(hash, fact.body);
      if (fact.seq !== first + found.length || !Buffer.from(fact.hash).equals(hash))
        throw new StoreUnavailable(`fact ${first + found.length} does not follow from the one before: run verify`);
      found.push(fact);
    }
  }
}
