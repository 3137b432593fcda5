import { workerData } from 'node:worker_threads';
import type { CarriedKey, CarriedThing } from '../../carry.ts';
import type { Letter } from '../../letters.ts';
import { fixesIn, loose } from '../../rows/track-packing.ts';
import { openForReading } from '../connection.ts';
import { readHead } from '../log/log-rows.ts';
import { oldestIn, readFacts } from '../log/read-log.ts';
import { archiveOf, type FileAndArchive } from '../archive-of.ts';
import { answerQuestions } from '../threads/answer-questions.ts';
import { openWordReader } from '../words.ts';
import type { DumpCalls } from './calls.ts';

/** Facts in one piece. */
const PORTION = 2000;

/** A thread that hands out a whole file as of the moment it began. */
const { file, archive } = workerData as FileAndArchive;
const db = openForReading(file);
db.exec('BEGIN');
const { seq, hash } = readHead(db);
const oldest = oldestIn(db);
const archived = archiveOf(db, archive);
const wordOf = openWordReader(db);
const keys = db.prepare<[string], CarriedKey>(
  'SELECT key, first FROM entry_key WHERE key > ? ORDER BY key LIMIT 10000',
);
const things = db.prepare<[string, string], CarriedThing>(
  `SELECT * FROM (SELECT drawer, id, body FROM drawer UNION ALL SELECT 'token', sha256, body FROM token)
   WHERE (drawer, id) > (?, ?) ORDER BY drawer, id LIMIT 20`,
);
/** A file of an earlier version has none. */
const hasLetters = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'letter'").get() !== undefined;
const tracks = db.prepare<[number], { n: number; body: Buffer }>(
  'SELECT n, body FROM track WHERE n > ? ORDER BY n LIMIT 100',
);

answerQuestions<DumpCalls>(
  {
    end: () => ({ seq, hash: Buffer.from(hash).toString('hex') }),
    facts: (after) => {
      const old = archived
        .between(after, oldest)
        .take(PORTION)
        .map(({ seq, body }) => ({ seq, body }))
        .toArray();
      if (old.length > 0) return old;
      return readFacts(db, { after, limit: PORTION }).rows.map(([seq, body]) => ({ seq, body }));
    },
    keys: (after) => keys.all(after),
    things: ({ drawer, id }) => things.all(drawer, id),
    letters: (after) =>
      hasLetters
        ? db
            .prepare<[string], Letter>(
              'SELECT id, kind, channel, source, at, reason, body FROM letter WHERE id > ? ORDER BY id LIMIT 100',
            )
            .all(after)
        : [],
    tracks(after) {
      const rows = tracks.all(after);
      const last = rows.at(-1);
      return last
        ? {
            upto: last.n,
            fixes: loose(
              rows.flatMap(({ body }) => fixesIn(body)),
              wordOf,
            ),
          }
        : null;
    },
  },
  () => db.close(),
);
