import Database from 'better-sqlite3';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChainedFact } from '#server/store/store.ts';
import { Question } from '#data/contract/routes/trends/question.ts';
import { answer } from '#server/analysis/questions/answer.ts';
import { createCaseBook } from '#server/analysis/questions/case-book.ts';
import { cityHours } from '#server/analysis/city-hours.ts';
import { realClock } from '#server/real-clock.ts';
import { HOUR, imported, MONDAY, past } from '../support/store-facts.ts';
import { median } from './in-turns.ts';

const PER_FACT = 500;
const TIMES = 7;

export type QuestionFigures = {
  cases: number;
  /** Cases a second, from the log to the table. */
  perSecond: number;
  /** Three filters, split by month: here, and as a scan of the same rows in SQLite. */
  askMs: number;
  scanMs: number;
  fileBytes: number;
  /** What the process grew by. */
  rssBytes: number;
};

/** Free questions over so many past cases, beside the same question of a plain table in SQLite. */
export async function measureQuestions(cases: number): Promise<QuestionFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-asking-'));
  const file = join(folder, 'questions.duckdb');
  const head = cases / PER_FACT;
  const log = {
    place: () => ({ epoch: 'bench' as never, seq: head as never, hash: '' as never }),
    read: async (after: number, limit: number) =>
      Array.from({ length: Math.min(limit, head - after) }, (_, i) => factAt(after + i + 1)),
  };
  const hours = cityHours('Asia/Shanghai', 0);
  const incidents = { timeline: async () => [] };
  const book = createCaseBook({ file, log, incidents, hours, hourShift: 0, clock: realClock });
  const scan = scanned(join(folder, 'scan.db'), cases);
  try {
    const before = process.memoryUsage.rss();
    const begun = performance.now();
    await book.ask('bench', 600_000, async () => {});
    const perSecond = cases / ((performance.now() - begun) / 1000);
    const question = Question.parse({ category: 'group-3', priority: '1,2', from: '2020-01-01', by: 'month' });
    const took: number[] = [];
    const scans: number[] = [];
    for (let i = 0; i < TIMES; i++) {
      const start = performance.now();
      const parts = { now: MONDAY, homes: [], sees: true, definition: '' };
      await book.ask('bench', 60_000, (table, signal) => answer(table, question, parts, signal));
      took.push(performance.now() - start);
      scans.push(scan.ask());
    }
    return {
      cases,
      perSecond,
      askMs: median(took),
      scanMs: median(scans),
      fileBytes: statSync(file).size,
      rssBytes: process.memoryUsage.rss() - before,
    };
  } finally {
    book.stop();
    scan.close();
    rmSync(folder, { recursive: true });
  }
}

const HOURS = 5 * 365 * 24;
const caseAt = (i: number) => ({
  category: `group-${i % 7}/kind-${i % 31}`,
  priority: ((i % 4) + 1) as 1,
  reportedAt: MONDAY - ((i * 7919) % HOURS) * HOUR,
  cell: `cell-${i % 2000}`,
});

function factAt(seq: number): ChainedFact {
  const cases = Array.from({ length: PER_FACT }, (_, at) => {
    const i = (seq - 1) * PER_FACT + at;
    const { cell, ...row } = caseAt(i);
    return past(`case-${i}`, { ...row, cell: cell as never, sourceRef: String(i) });
  });
  return { fact: { ...imported(...cases), seq } as never, hash: '' as never };
}

function scanned(file: string, cases: number) {
  const db = new Database(file);
  db.pragma('journal_mode = OFF');
  db.exec('CREATE TABLE c (category TEXT, priority INTEGER, at INTEGER, cell TEXT)');
  const insert = db.prepare('INSERT INTO c VALUES (?, ?, ?, ?)');
  db.transaction(() => {
    for (let i = 0; i < cases; i++) {
      const { category, priority, reportedAt, cell } = caseAt(i);
      insert.run(category, priority, reportedAt, cell);
    }
  })();
  const ask = db.prepare(`SELECT strftime('%Y-%m', at / 1000 + 28800, 'unixepoch') AS month, count(*) FROM c
    WHERE category LIKE 'group-3/%' AND priority IN (1, 2) AND at >= ? GROUP BY month`);
  return {
    ask() {
      const start = performance.now();
      ask.all(Date.UTC(2019, 11, 31, 16));
      return performance.now() - start;
    },
    close: () => db.close(),
  };
}
