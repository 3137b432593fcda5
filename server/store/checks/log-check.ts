import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { GENESIS, link } from '../rows/chain.ts';
import { parsedFact } from '../rows/parsed-fact.ts';
import { ArchiveUnreadable } from '../archive/unreadable.ts';
import type { Anchor } from '../store.ts';

export type Bad = { firstBad: number; why: string };
export type CheckedRow = { seq: number; at: number; kind: string; body: string; hash: Uint8Array };

/** A row out of an archive file, whose time and kind are what its content says. */
export function archivedRow({ seq, body, hash }: Omit<CheckedRow, 'at' | 'kind'>): CheckedRow {
  const { at = NaN, kind = '' } = parsedFact(body) ?? {};
  return { seq, at, kind, body, hash };
}

/** An archive file that is needed and cannot be read is what is wrong, from its first fact on. */
export function unreadable(error: unknown): Bad {
  if (error instanceof ArchiveUnreadable) return { firstBad: error.first, why: error.message };
  throw error;
}

/** The log by itself: seqs without a gap, every link of the chain, columns as the body says. */
export type LogCheck = {
  /** The next row; `more` looks for what else must agree with its fact. */
  next(row: CheckedRow, more: (fact: LoggedFact) => string | null): Bad | null;
  /** Where it ends against what is written down beside it: the seq and the hash in hex. */
  end(written: { seq: number; hash: string } | undefined): Bad | null;
  /** Of the newest row, in hex. */
  hash(): string;
};

const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');

export function createLogCheck(anchor: Anchor | null): LogCheck {
  let previous: Uint8Array = GENESIS;
  let seq = 0;
  return {
    hash: () => hex(previous),
    next(row, more) {
      seq++;
      if (row.seq !== seq) return { firstBad: seq, why: 'the fact is missing' };
      const why = whyBad(row, previous, more);
      if (why !== null) return { firstBad: seq, why };
      if (anchor?.seq === seq && anchor.hash !== hex(row.hash))
        return { firstBad: seq, why: 'the log up to here is another one than that of the anchor' };
      previous = row.hash;
      return null;
    },
    end(written) {
      if (written === undefined) return { firstBad: seq + 1, why: 'where the log ends is not written down' };
      if (written.seq !== seq || written.hash !== hex(previous))
        return { firstBad: seq + 1, why: `the log was cut: it ended at fact ${written.seq}` };
      if (anchor && anchor.seq > seq)
        return { firstBad: seq + 1, why: `the anchor is of fact ${anchor.seq}, which the log does not reach` };
      return null;
    },
  };
}

function whyBad(row: CheckedRow, previous: Uint8Array, more: (fact: LoggedFact) => string | null): string | null {
  if (!link(previous, row.body).equals(row.hash))
    return 'its hash does not follow from the fact before and its content';
  const read = parsedFact(row.body);
  if (read?.at !== row.at || read.kind !== row.kind) return 'its time or kind is not what its content says';
  return more(Object.assign(read, { seq: row.seq as Seq }));
}
