import type Database from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import type { CarriedThing } from '../../carry.ts';
import type { TokenGrant } from '../../store.ts';
import { openForWriting } from '../connection.ts';
import { createFile } from '../opening/create.ts';
import { openKeys } from '../log/key-rows.ts';
import { readHead } from '../log/log-rows.ts';
import { putIntoDrawer } from '../records/drawer-rows.ts';
import { addToken } from '../records/token-rows.ts';
import { answerQuestions } from '../threads/answer-questions.ts';
import { openWriting } from '../threads/writing.ts';
import type { LoadCalls, LoadOptions } from './calls.ts';

/** A thread that fills a new file. Its disk is only waited for at the end: until then the file is nothing. */
const { draft, hourShift } = workerData as LoadOptions;
// Whoever opens it takes an epoch of its own: nothing beside it says which was served.
createFile(draft, 'carried', hourShift);
const db: Database.Database = openForWriting(draft, { synchronous: 'NORMAL', busyMs: 0 });
const writing = openWriting(db, hourShift);
const inOne = <T>(work: (all: readonly T[]) => void) =>
  db.transaction((all: readonly T[]) => {
    work(all);
    return null;
  }).immediate;

/** Whoever kept them had room for them. */
const ALL = { most: Infinity, oldestGives: false };

answerQuestions<LoadCalls>(
  {
    facts(facts) {
      writing.commit([{ do: 'append', takes: facts.map(({ body }) => ({ facts: [body] })) }]);
      return null;
    },
    keys: inOne((all) => {
      const keys = openKeys(db);
      for (const { key, first } of all) keys.claim(key, first);
      keys.flush();
    }),
    things: inOne((all: readonly CarriedThing[]) => {
      for (const { drawer, id, body } of all)
        if (drawer === 'token') addToken(db, { sha256: id, grant: JSON.parse(String(body)) as TokenGrant });
        else putIntoDrawer(db, { drawer, id, body });
    }),
    letters(letters) {
      writing.commit([{ do: 'keepLetters', takes: { letters, room: ALL } }]);
      return null;
    },
    tracks(fixes) {
      writing.commit([{ do: 'keepTracks', takes: { fixes } }]);
      return null;
    },
    end() {
      const { seq, hash } = readHead(db);
      return { seq, hash: Buffer.from(hash).toString('hex') };
    },
    done() {
      while (writing.indexMore());
      db.pragma('wal_checkpoint(TRUNCATE)');
      // As a copy that SQLite makes: nothing of it stands beside it.
      db.pragma('journal_mode = DELETE');
      return null;
    },
  },
  () => {
    db.close();
    for (const part of ['-wal', '-shm', '-journal']) rmSync(draft + part, { force: true });
  },
);
