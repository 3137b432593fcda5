import type { Database } from 'better-sqlite3';
import type { Seq } from '#data/contract/ids.ts';
import type { Anchor, Verification } from '../../store.ts';
import { GENESIS, link } from '../../rows/chain.ts';
import { createHeadCheck, type HeadCheck } from '../log/head-rows.ts';
import { wrongKeys } from '../log/key-rows.ts';
import { headText, readHead } from '../log/log-rows.ts';
import { readMeta } from '../meta.ts';
import { parsedFact } from '../../rows/parsed-fact.ts';
import { createRecordCheck, type RecordCheck } from '../records/record-rows.ts';
import { createRegisterCheck, type RegisterCheck } from '../records/register-rows.ts';
import { recount } from '../incidents/rollup-rows.ts';
import { createIndexCheck, type IndexCheck } from '../incidents/verify-index.ts';

type Row = { seq: number; at: number; kind: string; body: string; hash: Buffer };
type Bad = { firstBad: number; why: string };
type Reading = {
  count: number;
  progress: (done: number, of: number) => void;
  anchor: Anchor | null;
  register: RegisterCheck;
};

/**
 * Everything that must agree with everything else, as of one moment. `servedEpoch`: the epoch that readers were
 * given, as it is written down beside the store; null where nothing is.
 */
export function verifyStore(
  db: Database,
  progress: (done: number, of: number) => void,
  { anchor = null, servedEpoch = null }: { anchor?: Anchor | null; servedEpoch?: string | null } = {},
): Verification {
  const check = db.transaction((): Verification => {
    const { count, head } = db
      .prepare<[], { count: number; head: number }>('SELECT COUNT(*) AS count, COALESCE(MAX(seq), 0) AS head FROM fact')
      .get()!;
    const register = createRegisterCheck(db);
    const bad =
      badLog(db, { count, progress, anchor, register }) ??
      register.firstWrong(head) ??
      createIndexCheck(db).firstWrong() ??
      badRollups(db, head) ??
      badEnds(db, head, servedEpoch);
    if (bad) return { ok: false, facts: count, firstBad: bad.firstBad as Seq, why: bad.why };
    return { ok: true, facts: count, head: head as Seq, hash: Buffer.from(readHead(db).hash).toString('hex') };
  });
  return check.deferred();
}

/** Seqs without a gap, every link of the chain, columns as the body says, every fact in index, records and heads. */
function badLog(db: Database, { count, progress, anchor, register }: Reading): Bad | null {
  const checks = { index: createIndexCheck(db), records: createRecordCheck(db), heads: createHeadCheck(db), register };
  let previous: Uint8Array = GENESIS;
  let seq = 0;
  for (const row of db.prepare<[], Row>('SELECT seq, at, kind, body, hash FROM fact ORDER BY seq').iterate()) {
    seq++;
    if (row.seq !== seq) return { firstBad: seq, why: 'the fact is missing' };
    const why = whyBad(row, previous, checks);
    if (why !== null) return { firstBad: seq, why };
    if (anchor?.seq === seq && anchor.hash !== Buffer.from(row.hash).toString('hex'))
      return { firstBad: seq, why: 'the log up to here is another one than that of the anchor' };
    previous = row.hash;
    if (seq % 10_000 === 0) progress(seq, count);
  }
  progress(seq, count);
  const written = readMeta(db, 'head');
  if (written === undefined) return { firstBad: seq + 1, why: 'where the log ends is not written down' };
  if (written !== headText({ seq, hash: previous }))
    return { firstBad: seq + 1, why: `the log was cut: it ended at fact ${written.split(' ')[0]}` };
  if (anchor && anchor.seq > seq)
    return { firstBad: seq + 1, why: `the anchor is of fact ${anchor.seq}, which the log does not reach` };
  const surplus = checks.records.surplus() ?? checks.heads.surplus();
  return surplus === null ? null : { firstBad: seq, why: surplus };
}

type Checks = { index: IndexCheck; records: RecordCheck; heads: HeadCheck; register: RegisterCheck };

function whyBad(row: Row, previous: Uint8Array, { index, records, heads, register }: Checks): string | null {
  if (!link(previous, row.body).equals(row.hash))
    return 'its hash does not follow from the fact before and its content';
  const read = parsedFact(row.body);
  if (read?.at !== row.at || read.kind !== row.kind) return 'its time or kind is not what its content says';
  const fact = Object.assign(read, { seq: row.seq as Seq });
  register.see(fact);
  return index.missing(fact) ?? records.missing(fact) ?? heads.behind(fact);
}

/** The keys that a repeated command is known by, and the epoch that screens were given. */
function badEnds(db: Database, head: number, servedEpoch: string | null): Bad | null {
  const why =
    wrongKeys(db) ??
    (servedEpoch === null || servedEpoch === readMeta(db, 'epoch') ? null : 'the epoch is not the one that was served');
  return why === null ? null : { firstBad: head, why };
}

/** The hours x categories x cells whose kept count is not the number of incidents. */
function badRollups(db: Database, head: number): Bad | null {
  const hourShift = Number(readMeta(db, 'hourShift'));
  const wrong = db
    .prepare<[number, number], { hour: number; category: number; cell: number }>(
      `SELECT * FROM (SELECT * FROM (${recount}) EXCEPT SELECT * FROM rollup)
       UNION ALL SELECT * FROM (SELECT * FROM rollup EXCEPT SELECT * FROM (${recount})) LIMIT 1`,
    )
    .get(hourShift, hourShift);
  if (!wrong) return null;
  const word = db.prepare<[number], string>('SELECT word FROM word WHERE n = ?').pluck();
  const where = `hour ${wrong.hour}, ${word.get(wrong.category)}, cell "${word.get(wrong.cell)}"`;
  return { firstBad: head, why: `the roll-up of ${where} is not the number of its incidents` };
}
