import type { Database } from 'better-sqlite3';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { parsedFact } from '../../rows/parsed-fact.ts';
import { createRecordCheck } from '../../checks/record-check.ts';
import { subjectsOf } from '../../subjects.ts';
import type { NamedRow } from '../../archive/read-through.ts';

/** Facts from seq `least` on and before `before`, of the time `from` (ms) or later as far as the file knows it. */
export type RecordQuery = { subject: string; limit: number; before: number; least: number; from: number };

/** Puts a fact on record under everything that it is about. */
export type RecordRows = { add(fact: LoggedFact): void };

export function openRecords(db: Database): RecordRows {
  const insert = db.prepare<[string, number]>('INSERT INTO record (subject, seq) VALUES (?, ?) ON CONFLICT DO NOTHING');
  return {
    add(fact) {
      for (const subject of subjectsOf(fact)) insert.run(subject, fact.seq);
    },
  };
}

/** Newest first. */
export function readRecords(db: Database, { subject, limit, before, least, from }: RecordQuery): NamedRow[] {
  const select = db.prepare<[string, number, number, number, number], NamedRow>(
    `SELECT record.seq, body, lower(hex(substr(hash, 1, 8))) FROM record LEFT JOIN fact ON fact.seq = record.seq
     WHERE subject = ? AND record.seq < ? AND record.seq >= ? AND (at IS NULL OR at >= ?) ORDER BY record.seq DESC LIMIT ?`,
  );
  return select.raw().all(subject, before, least, from, limit);
}

/** As createRecordCheck, of a file. */
export function openRecordCheck(db: Database) {
  // A store of a time before records is put on record when it is opened for work.
  if (db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'record'").get() === undefined)
    return { missing: () => null, surplus: () => null };
  const check = createRecordCheck();
  const find = db.prepare<[string, number], 1>('SELECT 1 FROM record WHERE subject = ? AND seq = ?').pluck();
  return {
    missing: (fact: LoggedFact) => check.missing(fact, (subject, seq) => find.get(subject, seq) === 1),
    surplus: () => check.surplus(db.prepare<[], number>('SELECT COUNT(*) FROM record').pluck().get()!),
  };
}

/** Puts everything on record that a store holds from the time before it kept records. */
export function recordAll(db: Database): void {
  const records = openRecords(db);
  const facts = db.prepare<[], { seq: number; body: string }>(
    "SELECT seq, body FROM fact WHERE kind <> 'incidents.imported'",
  );
  for (const { seq, body } of facts.all()) {
    const fact = parsedFact(body);
    // A damaged fact is for `verify` to find; it must not keep the others from the record.
    if (fact) records.add(Object.assign(fact, { seq: seq as Seq }));
  }
}
