import { rmSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { keepPrivate } from '../../store/private-files.ts';
import { caseNumber, firstAfter, type Changes } from './case-changes.ts';
import { columns, type CaseRow } from './case-row.ts';

/** Of what is kept: another number, and the file is made anew. */
const FORMAT = 1;
/** What the engine may take of the machine: questions are never urgent. */
const settings = { memory_limit: '256MB', threads: '2', preserve_insertion_order: 'false' };

/** Rows after which whoever else waits for this thread has their turn. */
const AT_ONCE = 1000;

/** From which log a table was derived: of another one it says nothing. */
export type Origin = { epoch: string; hourShift: number };

export type CaseTable = {
  /** The last fact that is in it; 0: none. */
  upto(): number;
  /** All of it or nothing. */
  apply(changes: Changes): Promise<void>;
  /** Rows as arrays, numbers as numbers. An aborted `signal` ends it with `signal.reason`. */
  ask(sql: string, values: readonly (string | number)[], signal: AbortSignal): Promise<(string | number | null)[][]>;
  close(): void;
};

/** Opens the file, or makes it anew where it is of another log, another format, or not to be read. Never the truth. */
export async function openCaseTable(file: string, origin: Origin): Promise<CaseTable> {
  const kept = await openKept(file, origin).catch(() => null);
  if (kept) return kept;
  const files = [file, `${file}.wal`];
  for (const left of files) rmSync(left, { force: true });
  const made = await make(file, origin);
  files.forEach(keepPrivate);
  return made;
}

async function openKept(file: string, origin: Origin): Promise<CaseTable | null> {
  const instance = await DuckDBInstance.create(file, settings);
  const line = await instance.connect();
  try {
    const reader = await line.runAndReadAll('SELECT format, epoch, hour_shift, upto FROM about');
    const [[format, epoch, hourShift, upto] = []] = reader.getRows().map((row) => row.map(plain));
    if (format === FORMAT && epoch === origin.epoch && hourShift === origin.hourShift)
      return tableOn(instance, line, Number(upto));
  } catch {
    // Of another format, or half made.
  }
  line.closeSync();
  instance.closeSync();
  return null;
}

async function make(file: string, { epoch, hourShift }: Origin): Promise<CaseTable> {
  const instance = await DuckDBInstance.create(file, settings);
  const line = await instance.connect();
  await line.run(`
    CREATE TABLE version (n BIGINT, id VARCHAR, from_seq BIGINT, to_seq BIGINT, ${columns.join(', ')});
    CREATE TABLE day_end (day INTEGER, seq BIGINT);
    CREATE TABLE about (format INTEGER, epoch VARCHAR, hour_shift INTEGER, upto BIGINT);
    CREATE TEMP TABLE ended (n BIGINT, to_seq BIGINT);
    CREATE TEMP TABLE gone (n BIGINT, last BIGINT, id VARCHAR, to_seq BIGINT);`);
  await line.run('INSERT INTO about VALUES ($1, $2, $3, 0)', [FORMAT, epoch, hourShift]);
  return tableOn(instance, line, 0);
}

async function tableOn(instance: DuckDBInstance, line: DuckDBConnection, last: number): Promise<CaseTable> {
  let upto = last;
  await line.run(`
    CREATE TEMP TABLE IF NOT EXISTS ended (n BIGINT, to_seq BIGINT);
    CREATE TEMP TABLE IF NOT EXISTS gone (n BIGINT, last BIGINT, id VARCHAR, to_seq BIGINT);`);
  const asking = await instance.connect();

  async function append({ versions, ends, withdrawn }: Changes): Promise<void> {
    // A case may change more than once within a batch: the next of its versions ends the one before.
    const next = new Map<number, number>();
    const appender = await line.createAppender('version');
    let written = 0;
    for (const { n, id, from, row } of versions.toReversed()) {
      appender.appendBigInt(BigInt(n));
      appender.appendVarchar(id);
      appender.appendBigInt(BigInt(from));
      const to = next.get(n);
      if (to === undefined) appender.appendNull();
      else appender.appendBigInt(BigInt(to));
      next.set(n, from);
      for (const [i, name] of names.entries()) put(appender, types[i]!, row[name]);
      appender.endRow();
      if (++written % AT_ONCE === 0) await breathe();
    }
    appender.closeSync();
    // What of them was in the table before: the first version of a batch ends it.
    const before = new Map<number, number>();
    for (const { n, to } of ends) if (!before.has(n)) before.set(n, to);
    if (before.size > 0) {
      const list = await line.createAppender('ended');
      for (const [n, to] of before) {
        list.appendBigInt(BigInt(n));
        list.appendBigInt(BigInt(to));
        list.endRow();
      }
      list.closeSync();
      const [first, last] = [Math.min(...before.keys()), Math.max(...before.keys())];
      await line.run(
        `UPDATE version SET to_seq = ended.to_seq FROM ended
         WHERE version.n = ended.n AND version.to_seq IS NULL AND version.from_seq < ended.to_seq
           AND version.n BETWEEN $1 AND $2`,
        [BigInt(first), BigInt(last)],
      );
      await line.run('DELETE FROM ended');
    }
    if (withdrawn.length === 0) return;
    const list = await line.createAppender('gone');
    for (const { of, ids, to } of withdrawn)
      for (const id of ids) {
        list.appendBigInt(BigInt(caseNumber(of, 0)));
        list.appendBigInt(BigInt(firstAfter(of)));
        list.appendVarchar(id);
        list.appendBigInt(BigInt(to));
        list.endRow();
      }
    list.closeSync();
    await line.run(
      `UPDATE version SET to_seq = gone.to_seq FROM gone
       WHERE version.id = gone.id AND version.to_seq IS NULL AND version.n >= gone.n AND version.n < gone.last`,
    );
    await line.run('DELETE FROM gone');
  }

  return {
    upto: () => upto,
    async apply(changes) {
      await line.run('BEGIN');
      try {
        await append(changes);
        for (const [day, seq] of changes.days)
          await line.run('INSERT INTO day_end VALUES ($1, $2)', [day, BigInt(seq)]);
        await line.run('UPDATE about SET upto = $1', [BigInt(changes.upto)]);
        await line.run('COMMIT');
        upto = changes.upto;
      } catch (error) {
        await line.run('ROLLBACK').catch(() => {});
        throw error;
      }
    },
    async ask(sql, values, signal) {
      signal.throwIfAborted();
      const stop = () => asking.interrupt();
      signal.addEventListener('abort', stop);
      try {
        const bound = values.map((value) => (typeof value === 'number' ? BigInt(value) : value));
        const reader = await asking.runAndReadAll(sql, bound);
        return reader.getRows().map((row) => row.map(plain));
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    close() {
      asking.closeSync();
      line.closeSync();
      instance.closeSync();
    },
  };
}

const names = columns.map((column) => column.split(' ', 1)[0] as keyof CaseRow);
const types = columns.map((column) => column.split(' ')[1]!);

type Appender = Awaited<ReturnType<DuckDBConnection['createAppender']>>;

function put(appender: Appender, type: string, value: CaseRow[keyof CaseRow]): void {
  if (value === null) appender.appendNull();
  else if (typeof value === 'string') appender.appendVarchar(value);
  else if (type === 'BIGINT') appender.appendBigInt(BigInt(value));
  else if (type === 'UTINYINT') appender.appendUTinyInt(value);
  else appender.appendInteger(value);
}

function plain(value: DuckDBValue): string | number | null {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return String(value);
}
