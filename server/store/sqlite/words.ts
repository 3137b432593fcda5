import type { Database } from 'better-sqlite3';

/** The number of a word, given to it when it is first met. */
export type Words = (word: string) => number;

export function openWords(db: Database): Words {
  const rows = db.prepare<[], { n: number; word: string }>('SELECT n, word FROM word').all();
  const known = new Map(rows.map(({ n, word }) => [word, n]));
  const insert = db.prepare<[string]>('INSERT INTO word (word) VALUES (?)');
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const n = Number(insert.run(word).lastInsertRowid);
    known.set(word, n);
    return n;
  };
}
