import type { Fence } from '../leases.ts';
import { takeIn, type Latest } from '../rows/latest-fixes.ts';
import { trackStep } from '../rows/track-step.ts';
import { fixesBetween, fixesIn, loose, loosen, packBatch, tighten, timeAt, unitAt } from '../rows/track-packing.ts';
import { StandsStill } from '../held-still.ts';
import type { TrackFix, Tracks } from '../store.ts';
import type { Line } from './connect/line.ts';
import type { Pool } from './connect/pool.ts';
import { inTransaction } from './connect/transaction.ts';
import { dayOf, makePart, partOf } from './partitions.ts';
import { bound } from './bound.ts';
import { MAY_KEEP } from './still.ts';
import type { WordBook } from './words.ts';

/** Batches between two keepings of the newest fixes: what a start has to read again at most. */
const KEEP_EVERY = 50;

/** Held shared by whoever keeps a batch, alone by whoever counts on knowing all batches up to a number. */
const LOCK = "hashtext('watchfloor tracks ' || current_schema())";

const HOLDS = 'EXISTS (SELECT 1 FROM lease WHERE lease = $1 AND token = $2 FOR SHARE)';

/** Where duty units were. Batches come beside the log: no report waits for one. */
export function createTracks(pool: Pool, words: WordBook): Tracks {
  const days = new Set<number>();
  let sinceKept = 0;

  async function keep(fixes: readonly TrackFix[], fence: Fence | undefined): Promise<boolean> {
    const { units, numbers } = loosen(fixes);
    await words.learn(units);
    const { body, from, to } = packBatch({ units, numbers }, words.numberOf);
    const day = dayOf(to);
    if (!days.has(day)) await alone(pool, (line) => makePart(line, 'track', day));
    days.add(day);
    const rows = await pool.ask(
      {
        name: fence ? 'keep-track-fenced' : 'keep-track',
        text: `WITH held AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(${LOCK}))
          INSERT INTO track (day, from_at, to_at, fixes, body)
          SELECT $1::int, $2::bigint, $3::bigint, $4::int, $5::bytea FROM held
          WHERE ${MAY_KEEP} ${fence ? `AND ${HOLDS.replace('$1', '$6').replace('$2', '$7')}` : ''} RETURNING n`,
      },
      [day, from, to, units.length, body, ...(fence ? [fence.lease, fence.token] : [])],
    );
    if (rows.length === 0 && !(await mayKeep())) throw new StandsStill();
    if (++sinceKept >= KEEP_EVERY) {
      sinceKept = 0;
      await alone(pool, keepLatest);
    }
    return rows.length > 0;
  }

  const mayKeep = async () => (await pool.ask<{ may: boolean }>({ text: `SELECT ${MAY_KEEP} AS may` }))[0]!.may;

  return {
    keep: async (fixes, fence) => {
      if (fixes.length > 0) return keep(fixes, fence);
      return (
        fence === undefined ||
        (await pool.ask({ text: `SELECT 1 AS is WHERE ${HOLDS}` }, [fence.lease, fence.token])).length > 0
      );
    },
    async read(from, to) {
      const rows = await pool.ask<{ body: Buffer }>(
        { name: 'tracks', text: 'SELECT body FROM track WHERE to_at >= $1 AND from_at < $2 AND day >= $3 ORDER BY n' },
        [bound(from), bound(to), dayOf(Math.max(0, bound(from)))],
      );
      return fixesOf(
        fixesBetween(
          rows.map(({ body }) => body),
          from,
          to,
        ),
      );
    },
    latest: async () => fixesOf([...(await pool.use(readLatest)).latest.values()]),
    async deleteBefore(at, fence) {
      for (let deleted = 0; ;) {
        const step = await alone(pool, async (line) => {
          if (fence && (await line.query(`SELECT 1 WHERE ${HOLDS}`, [fence.lease, fence.token])).rowCount === 0)
            return null;
          const upto = trackStep(await oldestIn(line), bound(at));
          return { deleted: await deleteBefore(line, upto), isAll: upto === bound(at) };
        });
        days.clear();
        if (step === null) return null;
        deleted += step.deleted;
        if (step.isAll) return deleted;
      }
    },
  };

  async function fixesOf(fixes: readonly Buffer[]): Promise<TrackFix[]> {
    await words.look(fixes.map((fix) => unitAt(fix, 0)));
    return tighten(loose(fixes, words.wordOf));
  }
}

/** A transaction while nobody keeps a batch. */
function alone<T>(pool: Pool, work: (line: Line) => Promise<T>): Promise<T> {
  return pool.use((line) =>
    inTransaction(line, async () => {
      await line.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
      return work(line);
    }),
  );
}

/** What the last keeping of it holds, and the batches that came after. `upto` is the newest batch. */
async function readLatest(line: Line): Promise<{ latest: Latest; upto: number }> {
  const latest: Latest = new Map();
  const { rows } = await line.query<{ n: number; body: Buffer }>(
    `SELECT upto AS n, body FROM track_latest
     UNION ALL (SELECT n, body FROM track WHERE n > (SELECT upto FROM track_latest)) ORDER BY n`,
  );
  let upto = 0;
  for (const { n, body } of rows) {
    takeIn(latest, body);
    upto = n;
  }
  return { latest, upto };
}

async function keepLatest(line: Line): Promise<void> {
  const { latest, upto } = await readLatest(line);
  await writeLatest(line, upto, latest.values());
}

async function writeLatest(line: Line, upto: number, fixes: Iterable<Buffer>): Promise<void> {
  await line.query('UPDATE track_latest SET upto = $1, body = $2', [upto, Buffer.concat([...fixes])]);
}

/** Days of which nothing stays are dropped whole. */
async function deleteBefore(line: Line, at: number): Promise<number> {
  const { latest, upto } = await readLatest(line);
  const whole = await line.query<{ fixes: number }>(
    'SELECT COALESCE(SUM(fixes), 0)::bigint AS fixes FROM track WHERE to_at < $1',
    [at],
  );
  let deleted = whole.rows[0]!.fixes;
  for (const day of await daysBefore(line, dayOf(at))) await line.query(`DROP TABLE ${partOf('track', day)}`);
  await line.query('DELETE FROM track WHERE to_at < $1', [at]);
  const cut = await line.query<{ n: number; body: Buffer }>(
    'SELECT n, body FROM track WHERE to_at >= $1 AND from_at < $1',
    [at],
  );
  for (const { n, body } of cut.rows) {
    const stay = fixesIn(body).filter((fix) => timeAt(fix, 0) >= at);
    deleted += fixesIn(body).length - stay.length;
    const from = Math.min(...stay.map((fix) => timeAt(fix, 0)));
    await line.query('UPDATE track SET from_at = $1, fixes = $2, body = $3 WHERE n = $4', [
      from,
      stay.length,
      Buffer.concat(stay),
      n,
    ]);
  }
  await writeLatest(
    line,
    upto,
    [...latest.values()].filter((fix) => timeAt(fix, 0) >= at),
  );
  return deleted;
}

async function oldestIn(line: Line): Promise<number | null> {
  return (await line.query<{ at: number | null }>('SELECT MIN(to_at) AS at FROM track')).rows[0]!.at;
}

async function daysBefore(line: Line, day: number): Promise<number[]> {
  const { rows } = await line.query<{ day: number }>(
    `SELECT substr(c.relname, 7)::int AS day FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'track'::regclass AND substr(c.relname, 7)::int < $1`,
    [day],
  );
  return rows.map((row) => row.day);
}
