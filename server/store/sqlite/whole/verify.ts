import type { Database } from 'better-sqlite3';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { missingInIndex } from '../../checks/index-check.ts';
import type { ArchivedBodies } from '../../archive/archived-bodies.ts';
import { archivedRow, createLogCheck, unreadable, type Bad, type CheckedRow } from '../../checks/log-check.ts';
import { createRegisterCheck, type RegisterCheck } from '../../checks/register-check.ts';
import type { Anchor, Verification } from '../../store.ts';
import { recount } from '../incidents/rollup-rows.ts';
import { firstWrongRow, openIndexLookups } from '../incidents/verify-index.ts';
import { openHeadCheck } from '../log/head-rows.ts';
import { wrongKeys } from '../log/key-rows.ts';
import { oldestIn } from '../log/read-log.ts';
import { readHead } from '../log/log-rows.ts';
import { readMeta } from '../meta.ts';
import { openRecordCheck } from '../records/record-rows.ts';
import { wrongRegister } from '../records/register-rows.ts';
import { archiveBeside, archiveOf } from '../archive-of.ts';

type Reading = {
  archived: ArchivedBodies;
  /** The first fact that the file holds itself. */
  oldest: number;
  count: number;
  progress: (done: number, of: number) => void;
  anchor: Anchor | null;
  register: RegisterCheck;
};

/**
 * Everything that must agree with everything else, as of one moment. `servedEpoch`: the epoch that readers were
 * given, as it is written down beside the store; null where nothing is. `archive`: the folder of its archive files, which
 * are walked as part of the log.
 */
export function verifyStore(
  db: Database,
  progress: (done: number, of: number) => void,
  {
    archive = archiveBeside(db.name),
    anchor = null,
    servedEpoch = null,
  }: { archive?: string; anchor?: Anchor | null; servedEpoch?: string | null } = {},
): Verification {
  const check = db.transaction((): Verification => {
    const kept = db
      .prepare<[], { count: number; head: number }>('SELECT COUNT(*) AS count, COALESCE(MAX(seq), 0) AS head FROM fact')
      .get()!;
    const { head } = kept;
    const oldest = oldestIn(db);
    const count = kept.count + oldest - 1;
    const archived = archiveOf(db, archive);
    const register = createRegisterCheck();
    const bad = firstBad(
      () =>
        badLog(db, { archived, oldest, count, progress, anchor, register }) ??
        wrongRegister(db, register, head) ??
        firstWrongRow(db, archived) ??
        badRollups(db, head) ??
        badEnds(db, head, servedEpoch),
    );
    if (bad) return { ok: false, facts: count, firstBad: bad.firstBad as Seq, why: bad.why };
    return { ok: true, facts: count, head: head as Seq, hash: Buffer.from(readHead(db).hash).toString('hex') };
  });
  return check.deferred();
}

function firstBad(look: () => Bad | null): Bad | null {
  try {
    return look();
  } catch (error) {
    return unreadable(error);
  }
}

/** The log by itself, and every fact in index, records and heads. */
function badLog(db: Database, { archived, oldest, count, progress, anchor, register }: Reading): Bad | null {
  const log = createLogCheck(anchor);
  const [records, heads] = [openRecordCheck(db), openHeadCheck(db)];
  const index = openIndexLookups(db, archived, oldest);
  const more = (fact: LoggedFact) => {
    register.see(fact);
    return missingInIndex(fact, index) ?? records.missing(fact) ?? heads.behind(fact);
  };
  let seq = 0;
  for (const row of rowsOf(db, archived, oldest)) {
    const bad = log.next(row, more);
    if (bad) return bad;
    if (++seq % 10_000 === 0) progress(seq, count);
  }
  progress(seq, count);
  const written = readMeta(db, 'head')?.split(' ') as [string, string] | undefined;
  const bad = log.end(written && { seq: Number(written[0]), hash: written[1] });
  if (bad) return bad;
  const surplus = records.surplus() ?? heads.surplus();
  return surplus === null ? null : { firstBad: seq, why: surplus };
}

/** The whole log: what archive files hold, then what the file does. */
function* rowsOf(db: Database, archived: ArchivedBodies, oldest: number): Generator<CheckedRow> {
  for (const row of archived.between(0, oldest)) yield archivedRow(row);
  yield* db.prepare<[], CheckedRow>('SELECT seq, at, kind, body, hash FROM fact ORDER BY seq').iterate();
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
