import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { incidentOf } from '#data/fold/fold-incident.ts';
import { createHeadCheck } from '../../checks/head-check.ts';
import { missingInIndex } from '../../checks/index-check.ts';
import { archivedRow, createLogCheck, unreadable, type Bad, type CheckedRow } from '../../checks/log-check.ts';
import { createRecordCheck } from '../../checks/record-check.ts';
import { createRegisterCheck, type RegisterCheck, type RegisterRow } from '../../checks/register-check.ts';
import { keySumText, NO_KEYS, withKey } from '../../key-sum.ts';
import { parsedFact } from '../../rows/parsed-fact.ts';
import type { Anchor, Kept, Verification } from '../../store.ts';
import { changesOf, subjectsOf } from '../../subjects.ts';
import type { Line } from '../connect/line.ts';
import { plainText } from '../plain-text.ts';
import { recount } from '../recount.ts';
import { archiveIn, type ArchiveIn } from './archive-in.ts';
import { firstWrongRow } from './wrong-row.ts';

/** Facts, keys and rows that are looked at together. */
const PAGE = 2000;

type Head = { seq: number; hash: Buffer; hour_shift: number; keys_count: number; keys_sum: string };
type Progress = (done: number, of: number) => void;

/** Everything that must agree with everything else, as of one moment, on a connection of its own. */
export async function verifyDatabase(
  line: Line,
  { archive, progress, anchor }: { archive: string; progress: Progress; anchor: Anchor | null },
): Promise<Verification> {
  await line.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await line.query('SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0');
  const archived = await archiveIn(line, archive);
  try {
    const head = (await line.query<Head>('SELECT seq, hash, hour_shift, keys_count, keys_sum FROM head')).rows[0];
    const kept = (
      await line.query<{ count: number; last: number }>(
        'SELECT COUNT(*) AS count, COALESCE(MAX(seq), 0) AS last FROM fact',
      )
    ).rows[0]!;
    const { last } = kept;
    const count = kept.count + archived.oldest - 1;
    const register = createRegisterCheck();
    const look = async () =>
      (await badLog({ line, archived, head, count, progress, anchor, register })) ??
      register.firstWrong(await registerRows(line), last) ??
      (await firstWrongRow(line, archived, PAGE)) ??
      (await badRollups(line, head!.hour_shift, last)) ??
      (await badKeys(line, head!, last));
    const bad = await look().catch(unreadable);
    if (bad) return { ok: false, facts: count, firstBad: bad.firstBad as Seq, why: bad.why };
    return { ok: true, facts: count, head: last as Seq, hash: head!.hash.toString('hex') };
  } finally {
    await line.query('ROLLBACK');
  }
}

type Reading = {
  line: Line;
  archived: ArchiveIn;
  head: Head | undefined;
  count: number;
  progress: Progress;
  anchor: Anchor | null;
  register: RegisterCheck;
};

/** The log by itself, and every fact in index, records and heads; page by page. */
async function badLog({ line, archived, head, count, progress, anchor, register }: Reading): Promise<Bad | null> {
  const log = createLogCheck(anchor);
  const [records, heads] = [createRecordCheck(), createHeadCheck()];
  const withdrawn = await withdrawnIds(line, archived);
  let seq = 0;
  for (;;) {
    const rows = await readPage(line, archived, seq);
    if (rows.length === 0) break;
    const page = await lookUp(line, rows);
    for (const row of rows) {
      const bad = log.next(row, (fact) => {
        register.see(fact);
        return (
          missingInIndex(fact, { ...page, withdrawn }) ??
          records.missing(fact, page.isRecorded) ??
          heads.behind(fact, page.headOf)
        );
      });
      if (bad) return bad;
      seq = row.seq;
    }
    progress(seq, count);
  }
  progress(seq, count);
  const bad = log.end(head && { seq: head.seq, hash: head.hash.toString('hex') });
  if (bad) return bad;
  const surplus = records.surplus(await countOf(line, 'record')) ?? heads.surplus(await countOf(line, 'subject_head'));
  return surplus === null ? null : { firstBad: seq, why: surplus };
}

/** What index, records and heads say of the facts of a page. */
async function lookUp(line: Line, rows: readonly CheckedRow[]) {
  const ids = new Set<string>();
  const heads = new Set<string>();
  const records: [string, number][] = [];
  for (const { seq, body } of rows) {
    const read = parsedFact(body);
    if (!read) continue;
    const fact = Object.assign(read, { seq: seq as Seq });
    for (const id of idsOf(fact)) ids.add(plainText(id));
    for (const subject of changesOf(fact)) heads.add(plainText(subject));
    for (const subject of subjectsOf(fact)) records.push([plainText(subject), seq]);
  }
  const incidents = await line.query<{ id: string; n: number; first: number }>(
    'SELECT id, n, first FROM incident WHERE id = ANY($1)',
    [[...ids]],
  );
  const links = await line.query<{ incident: number; seq: number }>(
    'SELECT incident, seq FROM incident_fact WHERE incident = ANY($1) AND seq BETWEEN $2 AND $3',
    [incidents.rows.map(({ n }) => n), rows[0]!.seq, rows.at(-1)!.seq],
  );
  const kept = await line.query<{ subject: string; seq: number }>(
    'SELECT subject, seq FROM subject_head WHERE subject = ANY($1)',
    [[...heads]],
  );
  const recorded = await line.query<{ subject: string; seq: number }>(
    'SELECT r.subject, r.seq FROM unnest($1::text[], $2::bigint[]) AS w (subject, seq) JOIN record r ON r.subject = w.subject COLLATE "C" AND r.seq = w.seq',
    [records.map(([subject]) => subject), records.map(([, seq]) => seq)],
  );
  const byId = new Map(incidents.rows.map(({ id, ...row }) => [id, row]));
  const headOf = new Map(kept.rows.map(({ subject, seq }) => [subject, seq]));
  const linked = new Set(links.rows.map((link) => `${link.incident} ${link.seq}`));
  const onRecord = new Set(recorded.rows.map(({ subject, seq }) => `${seq} ${subject}`));
  return {
    find: (id: string) => byId.get(plainText(id)),
    isLinked: (n: number, seq: number) => linked.has(`${n} ${seq}`),
    headOf: (subject: string) => headOf.get(plainText(subject)) ?? 0,
    isRecorded: (subject: string, seq: number) => onRecord.has(`${seq} ${plainText(subject)}`),
  };
}

function idsOf(fact: LoggedFact): string[] {
  if (fact.kind === 'incidents.imported' || fact.kind === 'incidents.withdrawn')
    return fact.incidents.map(({ id }) => id);
  const id = incidentOf(fact);
  return id === undefined ? [] : [id];
}

/** What archive files hold, then what the database does. */
async function readPage(line: Line, archived: ArchiveIn, after: number): Promise<CheckedRow[]> {
  const old = await archived.between(after, PAGE);
  if (old.length > 0) return old.map(archivedRow);
  const { rows } = await line.query<CheckedRow>(
    'SELECT seq, at, kind, body, hash FROM fact WHERE seq > $1 ORDER BY seq LIMIT $2',
    [after, PAGE],
  );
  return rows;
}

async function withdrawnIds(line: Line, archived: ArchiveIn): Promise<Set<string>> {
  const { rows } = await line.query<{ body: string }>("SELECT body FROM fact WHERE kind = 'incidents.withdrawn'");
  const old = await archived.ofKind('incidents.withdrawn');
  return new Set(
    [...old, ...rows].flatMap(({ body }) => {
      const fact = parsedFact(body);
      return fact?.kind === 'incidents.withdrawn' ? fact.incidents.map(({ id }) => id) : [];
    }),
  );
}

async function countOf(line: Line, table: 'record' | 'subject_head'): Promise<number> {
  return (await line.query<{ count: number }>(`SELECT COUNT(*) AS count FROM ${table}`)).rows[0]!.count;
}

async function registerRows(line: Line): Promise<RegisterRow[]> {
  const { rows } = await line.query<{
    drawer: string;
    id: string;
    text: string | null;
    bytes: Buffer | null;
    name: string | null;
  }>(
    `SELECT drawer, id, text, bytes, NULL AS name FROM drawer WHERE drawer IN ('person', 'photo', 'archive')
     UNION ALL SELECT 'token', sha256, body, NULL, name FROM token`,
  );
  return rows.map(({ text, bytes, ...row }) => ({ ...row, body: (text ?? bytes) as Kept }));
}

/** The hours x categories x cells whose kept count is not the number of incidents. */
async function badRollups(line: Line, hourShift: number, head: number): Promise<Bad | null> {
  const { rows } = await line.query<{ hour: number; category: string; cell: string }>(
    `WITH counted AS (${recount}), wrong AS (
       (SELECT * FROM counted EXCEPT SELECT * FROM rollup) UNION ALL (SELECT * FROM rollup EXCEPT SELECT * FROM counted) LIMIT 1
     ) SELECT hour, a.word AS category, b.word AS cell FROM wrong
       LEFT JOIN word a ON a.n = wrong.category LEFT JOIN word b ON b.n = wrong.cell`,
    [hourShift],
  );
  const [wrong] = rows;
  if (!wrong) return null;
  const where = `hour ${wrong.hour}, ${wrong.category}, cell "${wrong.cell}"`;
  return { firstBad: head, why: `the roll-up of ${where} is not the number of its incidents` };
}

/** The keys that a repeated command is known by. */
async function badKeys(line: Line, head: Head, last: number): Promise<Bad | null> {
  let sum = NO_KEYS;
  for (let after = ''; ;) {
    const { rows } = await line.query<{ key: string; first: number }>(
      'SELECT key, first FROM entry_key WHERE key > $1 ORDER BY key LIMIT $2',
      [after, PAGE * 5],
    );
    for (const { key, first } of rows) sum = withKey(sum, key, first);
    const end = rows.at(-1);
    if (!end) break;
    after = end.key;
  }
  if (sum.count !== head.keys_count)
    return { firstBad: last, why: `of ${head.keys_count} keys of commands ${sum.count} are kept` };
  if (keySumText(sum) === `${head.keys_count} ${head.keys_sum}`) return null;
  return { firstBad: last, why: 'a key of a command is not the one that was kept' };
}
