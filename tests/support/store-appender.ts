import { writeSync } from 'node:fs';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import { startSqliteStore } from '#server/store/sqlite/sqlite-store.ts';
import { StoreUnavailable } from '#server/store/store.ts';
import { imported, noted, past, reported } from './store-facts.ts';

/**
 * A process to be killed: `node store-appender.ts FILE|DATABASE_URL FULL|NORMAL NAME LIMIT`. It appends without a pause
 * and writes a line for each acknowledgement, "<seconds since 1970> <id of the incident>", and
 * "unavailable <id>" for each append that the store could not take.
 */
const [file, synchronous, name, limit] = process.argv.slice(2) as [string, 'FULL' | 'NORMAL', string, string];
const LANES = 16;

const store = file.startsWith('postgres:')
  ? await openPostgresStore({ url: file, node: name, hourShift: 0, secret: 'one' })
  : await startSqliteStore({ file, hourShift: 0 }, synchronous);
// Not through process.stdout, which would make the pipe one that may refuse a line.
writeSync(1, 'open\n');
await Promise.all(Array.from({ length: LANES }, (_, lane) => appendInLane(lane)));
await store.close();

async function appendInLane(lane: number): Promise<void> {
  for (let i = lane; i < Number(limit); i += LANES) {
    const id = `${name}-${i}`;
    const facts =
      i % 50 === 7
        ? [imported(past(`${id}-past`)), reported(id)]
        : [reported(id, { title: 'x'.repeat(i % 500) }), noted(id, 2)];
    const line = await store.log.append([{ facts, key: id }]).then(
      () => `${Date.now() / 1000} ${id}\n`,
      (error: unknown) => {
        if (!(error instanceof StoreUnavailable)) throw error;
        return `unavailable ${id}\n`;
      },
    );
    // At once and unbuffered: what is read of it was acknowledged before the kill.
    writeSync(1, line);
  }
}
