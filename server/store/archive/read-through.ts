import type { KeptFact } from '../sealed.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import { shortHash } from '../rows/chain.ts';
import { chainedFact } from '../rows/chained-fact.ts';
import type { FactRow } from '../rows/fact-row.ts';
import type { ChainedFact, FactLog, Records } from '../store.ts';
import type { ArchivedLog } from './archived-log.ts';

/** A fact that a read model names: without body and hash it is not in the store any more. */
export type NamedRow = [seq: number, body: string | null, hash: string | null];

/**
 * What a store holds itself of what was asked for. `isCut`: it was enough for one piece, though not all. `oldest`: what
 * was before it is in archives, looked at after the rows.
 */
export type Portion = { rows: FactRow[]; isCut: boolean; oldest: number };

type Ask = (asked: { after: number; limit: number; kind?: string | undefined }) => Promise<Portion>;

/** The log as one, whichever part of it is in archives. */
export function readThrough(ask: Ask, archived: ArchivedLog): FactLog['read'] {
  /** What was before it once is in archives for good. */
  let floor = 1;
  return async (after, limit, kind) => {
    const facts: ChainedFact[] = [];
    for (let from: number = after; facts.length < limit;) {
      const left = limit - facts.length;
      if (from + 1 < floor) {
        const found = await archived.read({ after: from, before: floor, limit: left, kind });
        for (const fact of found) facts.push(chainedFact(rowOf(fact)));
        from = found.at(-1)?.seq ?? floor - 1;
        continue;
      }
      const { rows, isCut, oldest } = await ask({ after: from, limit: left, kind });
      floor = Math.max(floor, oldest);
      if (from + 1 < floor) continue;
      for (const row of rows) facts.push(chainedFact(row));
      if (!isCut || rows.length === 0) break;
      from = rows.at(-1)![0];
    }
    return facts;
  };
}

const rowOf = ({ seq, body, hash }: KeptFact): FactRow => [seq, body, shortHash(hash)];

/** The fact that a read model names, wherever it is. */
export async function named([seq, body, hash]: NamedRow, archived: ArchivedLog): Promise<LoggedFact> {
  const row: FactRow = body === null || hash === null ? rowOf(await archived.at(seq)) : [seq, body, hash];
  return chainedFact(row).fact;
}

export async function allNamed(rows: readonly NamedRow[], archived: ArchivedLog): Promise<LoggedFact[]> {
  const facts: LoggedFact[] = [];
  for (const row of rows) facts.push(await named(row, archived));
  return facts;
}

type AskRecords = (asked: {
  subject: string;
  limit: number;
  before: number;
  least: number;
  from: number;
}) => Promise<NamedRow[]>;

/** `ask`: newest first; of what the store does not hold itself, whatever its time. */
export function recordsThrough(ask: AskRecords, archived: ArchivedLog): Records['about'] {
  return async (subject, { limit, before = Number.MAX_SAFE_INTEGER as Seq, from }) => {
    const facts: LoggedFact[] = [];
    const least = from === undefined ? 0 : await archived.since(from);
    for (let next: number = before; facts.length < limit;) {
      const asked = { subject, limit: limit - facts.length, before: next, least, from: from ?? 0 };
      const rows = await ask(asked);
      const found = await allNamed(rows, archived);
      facts.push(...found.filter(({ at }) => at >= (from ?? 0)));
      const last = rows.at(-1);
      if (!last || rows.length < asked.limit) break;
      next = last[0];
    }
    return facts;
  };
}
