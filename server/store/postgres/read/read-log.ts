import { BOARD_FORMAT } from '#data/fold/board-format.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { chainedFact, onlyOf } from '../../rows/chained-fact.ts';
import { unpackSnapshot } from '../../rows/snapshot-packing.ts';
import type { ChainedFact, FactLog, Records } from '../../store.ts';
import type { Pool } from '../connect/pool.ts';
import { bound } from '../bound.ts';
import { plainText } from '../plain-text.ts';

/** About so many characters come over in one piece, so that a log of large imports is read in bearable portions. */
const PORTION = 8_000_000;

type Row = { seq: number; body: string; hash: string };
const columns = "seq, body, encode(substr(hash, 1, 8), 'hex') AS hash";
const chained = ({ seq, body, hash }: Row) => chainedFact([seq, body, hash]);

/** At least one fact when there is one. */
const facts = (isOfKind: boolean) => ({
  name: isOfKind ? 'facts-of-kind' : 'facts',
  text: `SELECT ${columns} FROM (
    SELECT *, sum(octet_length(body)) OVER (ORDER BY seq) - octet_length(body) AS before
    FROM (SELECT * FROM fact WHERE seq > $1 ${isOfKind ? 'AND kind = $3' : ''} ORDER BY seq LIMIT $2) AS page
  ) AS sized WHERE before < ${PORTION} ORDER BY seq`,
});
const allFacts = facts(false);
const factsOfKind = facts(true);

export async function readFacts(pool: Pool, after: Seq, limit: number, kind?: string): Promise<ChainedFact[]> {
  const found: ChainedFact[] = [];
  while (found.length < limit) {
    const values = [found.at(-1)?.fact.seq ?? after, bound(limit - found.length)];
    const rows =
      kind === undefined ? await pool.ask<Row>(allFacts, values) : await pool.ask<Row>(factsOfKind, [...values, kind]);
    if (rows.length === 0) break;
    for (const row of rows) found.push(chained(row));
  }
  return found;
}

export async function readKeyed(pool: Pool, key: string): Promise<LoggedFact | null> {
  const [row] = await pool.ask<Row>(
    { name: 'keyed', text: `SELECT ${columns} FROM fact WHERE seq = (SELECT first FROM entry_key WHERE key = $1)` },
    [plainText(key)],
  );
  return row ? chained(row).fact : null;
}

/** The facts that concern an incident: the one that brought it and those that came later. */
export async function readTimeline(pool: Pool, id: string): Promise<LoggedFact[]> {
  const rows = await pool.ask<Row>(
    {
      name: 'timeline',
      text: `SELECT ${columns} FROM fact WHERE seq = ANY(ARRAY(
          SELECT first FROM incident WHERE id = $1
          UNION SELECT seq FROM incident_fact WHERE incident = (SELECT n FROM incident WHERE id = $1)
        )) ORDER BY seq`,
    },
    [plainText(id)],
  );
  return rows.map((row) => onlyOf(id, chained(row).fact));
}

export function createRecords(pool: Pool): Records {
  const query = {
    name: 'records',
    text: `SELECT ${columns} FROM record JOIN fact USING (seq)
      WHERE subject = $1 AND seq < $2 AND at >= $3 ORDER BY seq DESC LIMIT $4`,
  };
  return {
    async about(subject, { limit, before, from }) {
      const rows = await pool.ask<Row>(query, [
        plainText(subject),
        bound(before ?? Infinity),
        bound(from ?? 0),
        bound(limit),
      ]);
      return rows.map((row) => chained(row).fact);
    },
  };
}

/** The last two stay: should the newest be damaged, a start folds a little more. */
const KEPT = 2;

export async function keepPacked(pool: Pool, seq: number, body: Uint8Array): Promise<void> {
  await pool.ask(
    {
      text: `WITH kept AS (
          INSERT INTO snapshot (seq, format, body) VALUES ($1, $2, $3)
          ON CONFLICT (seq) DO UPDATE SET format = excluded.format, body = excluded.body RETURNING seq
        ) DELETE FROM snapshot WHERE seq NOT IN (
          SELECT seq FROM (SELECT seq FROM snapshot UNION SELECT seq FROM kept) AS every ORDER BY seq DESC LIMIT ${KEPT}
        ) AND seq <> $1`,
    },
    [seq, BOARD_FORMAT, Buffer.from(body)],
  );
}

export async function readLastSnapshot(pool: Pool): ReturnType<FactLog['lastSnapshot']> {
  const rows = await pool.ask<{ seq: number; body: Buffer }>(
    { text: 'SELECT seq, body FROM snapshot WHERE format = $1 AND seq <= (SELECT seq FROM head) ORDER BY seq DESC' },
    [BOARD_FORMAT],
  );
  for (const { seq, body } of rows) {
    const board = await unpackSnapshot(body);
    if (board) return { seq: seq as Seq, board };
  }
  return null;
}
