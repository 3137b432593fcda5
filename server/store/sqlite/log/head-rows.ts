import type { Database } from 'better-sqlite3';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { createHeadCheck } from '../../checks/head-check.ts';
import { changesOf } from '../../subjects.ts';
import { parsedFact } from '../../rows/parsed-fact.ts';

/** The newest fact that changed each thing. Changes of a transaction gather in memory until `flush`. */
export type HeadRows = {
  /** 0 when nothing has changed it. */
  at(subject: string): number;
  move(fact: LoggedFact): void;
  flush(): void;
};

export function openHeads(db: Database): HeadRows {
  const find = db.prepare<[string], number>('SELECT seq FROM subject_head WHERE subject = ?').pluck();
  const put = db.prepare<[string, number]>(
    'INSERT INTO subject_head (subject, seq) VALUES (?, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq',
  );
  const moved = new Map<string, number>();
  return {
    at: (subject) => moved.get(subject) ?? find.get(subject) ?? 0,
    move(fact) {
      for (const subject of changesOf(fact)) moved.set(subject, fact.seq);
    },
    flush() {
      for (const [subject, seq] of moved) put.run(subject, seq);
      moved.clear();
    },
  };
}

const PAGE = 10_000;

/** Counts the heads of a store that has none yet. */
export function countHeads(db: Database): void {
  const heads = openHeads(db);
  const page = db.prepare<[number], { seq: number; body: string }>(
    `SELECT seq, body FROM fact WHERE seq > ? AND kind NOT IN ('incident.reported', 'incidents.imported')
     ORDER BY seq LIMIT ${PAGE}`,
  );
  for (let after = 0; ;) {
    const rows = page.all(after);
    for (const { seq, body } of rows) {
      const fact = parsedFact(body);
      // A damaged fact is for `verify` to find; it must not keep the others from being counted.
      if (fact) heads.move(Object.assign(fact, { seq: seq as Seq }));
    }
    heads.flush();
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

/** As createHeadCheck, of a file. */
export function openHeadCheck(db: Database) {
  // A store of a time before heads is counted when it is opened for work.
  if (db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'subject_head'").get() === undefined)
    return { behind: () => null, surplus: () => null };
  const check = createHeadCheck();
  const find = db.prepare<[string], number>('SELECT seq FROM subject_head WHERE subject = ?').pluck();
  return {
    behind: (fact: LoggedFact) => check.behind(fact, (subject) => find.get(subject) ?? 0),
    surplus: () => check.surplus(db.prepare<[], number>('SELECT COUNT(*) FROM subject_head').pluck().get()!),
  };
}
