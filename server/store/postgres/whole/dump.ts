import type { CarriedFact, CarriedKey, CarriedThing, Dump } from '../../carry.ts';
import { fixesIn, loose, tighten } from '../../rows/track-packing.ts';
import type { Letter } from '../../letters.ts';
import type { Kept } from '../../store.ts';
import { archiveIn } from './archive-in.ts';
import { endLine, openLine, type LineOptions } from '../connect/line.ts';

/** About so many characters of facts make a portion; so many rows at most. */
const PORTION = 8_000_000;
const ROWS = 2000;

/** A whole database as of one moment, with what is in its archive files, on a connection of its own. */
export async function dumpPostgres(options: LineOptions, archive: string): Promise<Dump> {
  const line = await openLine(options);
  await line.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await line.query('SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0');
  const archived = await archiveIn(line, archive);
  const words = await line.query<{ n: number; word: string }>('SELECT n, word FROM word');
  const known = new Map(words.rows.map(({ n, word }) => [n, word]));
  const rows = async <R extends object>(text: string, values: unknown[] = []) =>
    (await line.query<R>(text, values)).rows;
  return {
    async end() {
      return (await rows<{ seq: number; hash: string }>("SELECT seq, encode(hash, 'hex') AS hash FROM head"))[0]!;
    },
    async facts(after) {
      const old = await archived.between(after, ROWS);
      if (old.length > 0) return old.map(({ seq, body }) => ({ seq, body }));
      return rows<CarriedFact>(
        `SELECT seq, body FROM (
           SELECT *, sum(octet_length(body)) OVER (ORDER BY seq) - octet_length(body) AS before
           FROM (SELECT seq, body FROM fact WHERE seq > $1 ORDER BY seq LIMIT ${ROWS}) AS page
         ) AS sized WHERE before < ${PORTION} ORDER BY seq`,
        [after],
      );
    },
    keys: (after) =>
      rows<CarriedKey>('SELECT key, first FROM entry_key WHERE key > $1 ORDER BY key LIMIT 10000', [after]),
    async things({ drawer, id }) {
      const found = await rows<{ drawer: string; id: string; text: string | null; bytes: Buffer | null }>(
        `SELECT * FROM (SELECT drawer, id, text, bytes FROM drawer UNION ALL SELECT 'token' COLLATE "C", sha256, body, NULL FROM token) AS every
         WHERE (drawer, id) > ($1, $2) ORDER BY drawer, id LIMIT 20`,
        [drawer, id],
      );
      return found.map(({ text, bytes, ...place }) => ({ ...place, body: (text ?? bytes) as Kept }) as CarriedThing);
    },
    letters: (after) =>
      rows<Letter>(
        'SELECT id, kind, channel, source, at, reason, body FROM letter WHERE id > $1 ORDER BY id LIMIT 100',
        [after],
      ),
    async tracks(after) {
      const found = await rows<{ n: number; body: Buffer }>(
        'SELECT n, body FROM track WHERE n > $1 ORDER BY n LIMIT 100',
        [after],
      );
      const last = found.at(-1);
      if (!last) return null;
      const fixes = found.flatMap(({ body }) => fixesIn(body));
      return { upto: last.n, fixes: tighten(loose(fixes, (n) => known.get(n)!)) };
    },
    close: async () => endLine(line),
  };
}
