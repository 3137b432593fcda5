import type { Pool } from './connect/pool.ts';
import { plainText } from './plain-text.ts';

/**
 * Words and their numbers. They are only ever added, so what was read once is remembered; a new one is
 * kept at once, by itself: that it may never be used harms nobody.
 */
export type WordBook = {
  /** Makes all of them known. */
  learn(words: Iterable<string>): Promise<void>;
  /** Of one that is known. */
  numberOf(word: string): number;
  /** Makes the numbers' words known. */
  look(numbers: Iterable<number>): Promise<void>;
  wordOf(n: number): string;
  /** Reads all of them anew: another server may have taken the place of the one that kept the newest. */
  reload(): Promise<void>;
};

type Row = { n: number; word: string };

export async function openWords(pool: Pool): Promise<WordBook> {
  let numbers = new Map<string, number>();
  let words = new Map<number, string>();
  const take = (rows: readonly Row[]) => {
    for (const { n, word } of rows) {
      numbers.set(word, n);
      words.set(n, word);
    }
  };
  async function reload(): Promise<void> {
    const rows = await pool.ask<Row>({ text: 'SELECT n, word FROM word' });
    numbers = new Map();
    words = new Map();
    take(rows);
  }
  await reload();

  return {
    reload,
    async learn(wanted) {
      // In one order, so that no two who keep the same words wait for each other.
      const unknown = [...new Set([...wanted].map(plainText))].filter((word) => !numbers.has(word)).sort();
      if (unknown.length === 0) return;
      await pool.ask({ text: 'INSERT INTO word (word) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING' }, [unknown]);
      take(await pool.ask<Row>({ text: 'SELECT n, word FROM word WHERE word = ANY($1)' }, [unknown]));
    },
    numberOf(word) {
      const n = numbers.get(word) ?? numbers.get(plainText(word));
      if (n === undefined) throw new Error(`the word "${word}" was not learnt`);
      return n;
    },
    async look(wanted) {
      const unknown = [...new Set(wanted)].filter((n) => !words.has(n));
      if (unknown.length === 0) return;
      take(await pool.ask<Row>({ text: 'SELECT n, word FROM word WHERE n = ANY($1)' }, [unknown]));
    },
    wordOf: (n) => words.get(n)!,
  };
}
