import type { Database } from 'better-sqlite3';
import type { Words } from '../rows/words.ts';

export function openWords(db: Database): Words {
  const known = readWords(db);
  const insert = db.prepare<[string]>('INSERT INTO word (word) VALUES (?)');
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const n = Number(insert.run(word).lastInsertRowid);
    known.set(word, n);
    return n;
  };
}

/** All words and their numbers. */
export function readWords(db: Database): Map<string, number> {
  const rows = db.prepare<[], { n: number; word: string }>('SELECT n, word FROM word').all();
  return new Map(rows.map(({ word, n }) => [word, n]));
}

/** The word of a number. Words never change, so what was read once is remembered. */
export function openWordReader(db: Database): (n: number) => string {
  const find = db.prepare<[number], string>('SELECT word FROM word WHERE n = ?').pluck();
  const known = new Map<number, string>();
  return (n) => {
    const word = known.get(n) ?? find.get(n)!;
    known.set(n, word);
    return word;
  };
}
