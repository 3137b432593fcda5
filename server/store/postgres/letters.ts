import type { Fence } from '../leases.ts';
import { StandsStill } from '../held-still.ts';
import type { Letter, LetterCount, LetterHead, LetterOutcome, Letters } from '../letters.ts';
import { letterPage, readLetterCursor } from '../rows/letter-cursor.ts';
import { bound } from './bound.ts';
import type { Line } from './connect/line.ts';
import type { Pool } from './connect/pool.ts';
import { inTransaction } from './connect/transaction.ts';
import { plainText } from './plain-text.ts';
import { MAY_KEEP } from './still.ts';

/** Held by whoever keeps letters: two at once would both find the last room. */
const LOCK = "hashtext('watchfloor letters ' || current_schema())";

const HEAD = 'id, kind, channel, source, at, reason';

/** Letters come beside the log: no report waits for one. */
export function createLetters(pool: Pool): Letters {
  const writing = <T>(work: (line: Line) => Promise<T>) =>
    pool.use((line) =>
      inTransaction(line, async () => {
        const { rows } = await line.query<{ may: boolean }>(`SELECT ${MAY_KEEP} AS may`);
        if (!rows[0]!.may) throw new StandsStill();
        return work(line);
      }),
    );

  return {
    keep: (letters, { most, oldestGives }) =>
      writing(async (line) => {
        await line.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
        const counted = await line.query<LetterCount>(COUNTS);
        const counts = new Map(counted.rows.map(({ channel, kind, count }) => [`${kind} ${channel}`, count]));
        const outcomes: LetterOutcome[] = [];
        let dropped = 0;
        for (const letter of letters) {
          const place = `${letter.kind} ${letter.channel}`;
          const count = counts.get(place) ?? 0;
          const isFull = count >= most;
          const kept = isFull && !oldestGives ? await isKnown(line, letter.id) : await insert(line, letter);
          outcomes.push(kept);
          if (kept !== 'kept') continue;
          counts.set(place, isFull ? count : count + 1);
          if (isFull) dropped += await dropOldestBut(line, letter);
        }
        return { outcomes, dropped };
      }),
    async list({ kind, channel }, { limit, cursor }) {
      const from = cursor === undefined ? undefined : readLetterCursor(cursor);
      const rows = await pool.ask<LetterHead>(
        {
          text: `SELECT ${HEAD} FROM letter
            WHERE ($1::text IS NULL OR kind = $1) AND ($2::text IS NULL OR channel = $2)
              AND ($3::bigint IS NULL OR (at, id) < ($3::bigint, $4::text))
            ORDER BY at DESC, id DESC LIMIT $5`,
        },
        [
          kind ?? null,
          channel === undefined ? null : plainText(channel),
          from?.at ?? null,
          from?.id ?? null,
          limit + 1,
        ],
      );
      return letterPage(rows, limit);
    },
    counts: () => pool.ask<LetterCount>({ text: COUNTS }),
    async get(id) {
      const text = `SELECT ${HEAD}, body FROM letter WHERE id = $1`;
      return (await pool.ask<Letter>({ text }, [plainText(id)]))[0] ?? null;
    },
    remove: (id) =>
      writing(async (line) => {
        const { rowCount } = await line.query('DELETE FROM letter WHERE id = $1', [plainText(id)]);
        return (rowCount ?? 0) > 0;
      }),
    deleteBefore: (at, fence) =>
      writing(async (line) => {
        if (fence && !(await holds(line, fence))) return null;
        return (await line.query('DELETE FROM letter WHERE at < $1', [bound(at)])).rowCount ?? 0;
      }),
  };
}

const COUNTS = `SELECT channel, kind, COUNT(*)::int AS count, MAX(at) AS newest FROM letter
  GROUP BY channel, kind ORDER BY channel, kind`;

async function holds(line: Line, { lease, token }: Fence): Promise<boolean> {
  const held = await line.query('SELECT 1 FROM lease WHERE lease = $1 AND token = $2 FOR SHARE', [lease, token]);
  return held.rowCount === 1;
}

async function isKnown(line: Line, id: string): Promise<LetterOutcome> {
  return (await line.query('SELECT 1 FROM letter WHERE id = $1', [plainText(id)])).rowCount === 1 ? 'known' : 'full';
}

export async function insert(line: Line, letter: Letter): Promise<LetterOutcome> {
  const { id, kind, channel, source, at, reason, body } = letter;
  const { rowCount } = await line.query(
    `INSERT INTO letter (${HEAD}, body) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [plainText(id), kind, plainText(channel), source && plainText(source), at, plainText(reason), plainText(body)],
  );
  return rowCount === 1 ? 'kept' : 'known';
}

async function dropOldestBut(line: Line, { id, kind, channel }: Letter): Promise<number> {
  const { rowCount } = await line.query(
    `DELETE FROM letter WHERE id = (
       SELECT id FROM letter WHERE channel = $1 AND kind = $2 AND id <> $3 ORDER BY at, id LIMIT 1
     )`,
    [plainText(channel), kind, plainText(id)],
  );
  return rowCount ?? 0;
}
