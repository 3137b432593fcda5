import type { Database } from 'better-sqlite3';
import { GENESIS, link } from '../../rows/chain.ts';
import type { StoredFact } from '../../rows/fact-row.ts';
import { writeMeta } from '../meta.ts';

export type Head = { seq: number; hash: Uint8Array };

/** The end of the log as the file has it. */
export function readHead(db: Database): Head {
  const last = db.prepare<[], Head>('SELECT seq, hash FROM fact ORDER BY seq DESC LIMIT 1').get();
  return last ?? { seq: 0, hash: GENESIS };
}

/** As it is written down beside the log. */
export const headText = ({ seq, hash }: Head) => `${seq} ${Buffer.from(hash).toString('hex')}`;

/** Adds to the end of the log. A rolled back transaction makes it useless: open another. */
export type LogRows = {
  head(): Head;
  add(fact: StoredFact): Head;
  /** Writes down where the log ends, so that a log that was cut is found out. */
  flush(): void;
};

export function openLog(db: Database): LogRows {
  let head = readHead(db);
  let flushed = head;
  const insert = db.prepare<[number, number, string, string, Uint8Array]>(
    'INSERT INTO fact (seq, at, kind, body, hash) VALUES (?, ?, ?, ?, ?)',
  );
  return {
    head: () => head,
    add({ at, kind, body }) {
      const next = { seq: head.seq + 1, hash: link(head.hash, body) };
      insert.run(next.seq, at, kind, body, next.hash);
      return (head = next);
    },
    flush() {
      if (head !== flushed) writeMeta(db, 'head', headText(head));
      flushed = head;
    },
  };
}
