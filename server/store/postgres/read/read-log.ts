import type { KeptFact } from '../../sealed.ts';
import { BOARD_FORMAT } from '#data/fold/board-format.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { ArchivedLog } from '../../archive/archived-log.ts';
import { allNamed, named, type NamedRow, readThrough, recordsThrough } from '../../archive/read-through.ts';
import { onlyOf } from '../../rows/chained-fact.ts';
import type { FactRow } from '../../rows/fact-row.ts';
import { unpackSnapshot } from '../../rows/snapshot-packing.ts';
import type { FactLog, Records } from '../../store.ts';
import type { Pool } from '../connect/pool.ts';
import { bound } from '../bound.ts';
import { plainText } from '../plain-text.ts';

/** About so many characters come over in one piece, so that a log of large imports is read in bearable portions. */
const PORTION = 8_000_000;

type Row = { seq: number; body: string; hash: string };
const columns = "seq, body, encode(substr(hash, 1, 8), 'hex') AS hash";
const asRow = ({ seq, body, hash }: Row): FactRow => [seq, body, hash];

/** A fact that a read model names, which the database may not hold itself any more. */
type Named = { seq: number; body: string | null; hash: string | null };
const namedColumns = "named.seq, body, encode(substr(hash, 1, 8), 'hex') AS hash";
const asNamed = ({ seq, body, hash }: Named): NamedRow => [seq, body, hash];

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

/** The log as one, whichever part of it is in archives. */
export function createReading(pool: Pool, archived: ArchivedLog): FactLog['read'] {
  return readThrough(async ({ after, limit, kind }) => {
    const values = [after, bound(limit)];
    const rows =
      kind === undefined ? await pool.ask<Row>(allFacts, values) : await pool.ask<Row>(factsOfKind, [...values, kind]);
    // Where something is missing before them, the first of all kinds says it; of one kind the database is asked.
    const first = rows[0]?.seq ?? 1;
    const oldest = kind !== undefined ? await readOldest(pool) : first > after + 1 ? first : 1;
    return { rows: rows.map(asRow), isCut: rows.length > 0 && rows.length < limit, oldest };
  }, archived);
}

/** The oldest fact that the database holds itself; 1 where it holds none. */
export async function readOldest(pool: Pool): Promise<number> {
  const text = 'SELECT COALESCE(MIN(seq), 1) AS oldest FROM fact';
  return (await pool.ask<{ oldest: number }>({ name: 'oldest', text }))[0]!.oldest;
}

export async function readKeyed(pool: Pool, archived: ArchivedLog, key: string): Promise<LoggedFact | null> {
  const query = {
    name: 'keyed',
    text: `SELECT ${namedColumns} FROM (SELECT first AS seq FROM entry_key WHERE key = $1) AS named LEFT JOIN fact USING (seq)`,
  };
  const [row] = await pool.ask<Named>(query, [plainText(key)]);
  return row ? named(asNamed(row), archived) : null;
}

/** The facts that concern an incident: the one that brought it and those that came later. */
export async function readTimeline(pool: Pool, archived: ArchivedLog, id: string): Promise<LoggedFact[]> {
  const rows = await pool.ask<Named>(
    {
      name: 'timeline',
      text: `SELECT ${namedColumns} FROM (
          SELECT first AS seq FROM incident WHERE id = $1
          UNION SELECT seq FROM incident_fact WHERE incident = (SELECT n FROM incident WHERE id = $1)
        ) AS named LEFT JOIN fact USING (seq) ORDER BY named.seq`,
    },
    [plainText(id)],
  );
  return (await allNamed(rows.map(asNamed), archived)).map((fact) => onlyOf(id, fact));
}

export function createRecords(pool: Pool, archived: ArchivedLog): Records {
  const query = {
    name: 'records',
    text: `SELECT ${namedColumns} FROM record AS named LEFT JOIN fact USING (seq)
      WHERE subject = $1 AND named.seq < $2 AND named.seq >= $3 AND (at IS NULL OR at >= $4)
      ORDER BY named.seq DESC LIMIT $5`,
  };
  return {
    about: recordsThrough(async ({ subject, limit, before, least, from }) => {
      const values = [plainText(subject), bound(before), least, bound(from), bound(limit)];
      return (await pool.ask<Named>(query, values)).map(asNamed);
    }, archived),
  };
}

/** Facts after `after` as the database holds them itself, oldest first. */
export async function readKept(pool: Pool, after: number, limit: number): Promise<KeptFact[]> {
  const query = {
    name: 'kept-facts',
    text: `SELECT seq, body, hash FROM (
      SELECT *, sum(octet_length(body)) OVER (ORDER BY seq) - octet_length(body) AS before
      FROM (SELECT seq, body, hash FROM fact WHERE seq > $1 ORDER BY seq LIMIT $2) AS page
    ) AS sized WHERE before < ${PORTION} ORDER BY seq`,
  };
  return pool.ask<KeptFact>(query, [after, limit]);
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
