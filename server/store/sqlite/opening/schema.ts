import type { Database } from 'better-sqlite3';
import { textTables } from '../incidents/text-index.ts';
import { changeTables } from '../records/change-rows.ts';
import { letterTable } from '../records/letter-rows.ts';
import { leaseTable } from '../records/lease-rows.ts';
import { putRefsInForm } from '../incidents/ref-forms.ts';
import { recountRollups } from '../incidents/rollup-rows.ts';
import { countHeads } from '../log/head-rows.ts';
import { writeDownEnds } from '../log/key-rows.ts';
import { readMeta } from '../meta.ts';
import { recordAll } from '../records/record-rows.ts';
import { vouchForAll } from '../records/register-rows.ts';

/** "WFLR": what `file` and we recognise a store by. */
export const APPLICATION_ID = 0x57464c52;

const first = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  -- The log. hash = sha256(hash of the row before, body); body is the fact without its seq.
  CREATE TABLE fact (
    seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, hash BLOB NOT NULL
  ) STRICT;
  CREATE TABLE entry_key (key TEXT PRIMARY KEY, first INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  -- Categories, cells, areas and units, so that rows that repeat them hold a number.
  CREATE TABLE word (n INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;

  -- One row per incident that ever was. text is what a search looks through, in lower case.
  -- first is the seq of the fact that brought it, past_at a past case's position in that fact. It
  -- has a body of its own only once something happened to it; before, it is what that fact says.
  CREATE TABLE incident (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rev INTEGER NOT NULL, open INTEGER NOT NULL,
    state TEXT NOT NULL, priority INTEGER NOT NULL, category INTEGER NOT NULL, cell INTEGER NOT NULL,
    area1 INTEGER, area2 INTEGER, area3 INTEGER, reported_at INTEGER NOT NULL,
    source TEXT, source_ref TEXT, text TEXT NOT NULL, first INTEGER NOT NULL, past_at INTEGER, body TEXT
  ) STRICT;
  CREATE INDEX incident_newest ON incident (reported_at DESC, id DESC);
  CREATE INDEX incident_open ON incident (reported_at DESC, id DESC) WHERE open = 1;
  CREATE INDEX incident_source ON incident (source_ref, source);
  -- Which later facts concern an incident, by its n.
  CREATE TABLE incident_fact (incident INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (incident, seq)) STRICT, WITHOUT ROWID;

  CREATE TABLE rollup (
    hour INTEGER NOT NULL, category INTEGER NOT NULL, cell INTEGER NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (hour, category, cell)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE track (
    n INTEGER PRIMARY KEY, from_at INTEGER NOT NULL, to_at INTEGER NOT NULL, fixes INTEGER NOT NULL, body BLOB NOT NULL
  ) STRICT;
  CREATE INDEX track_time ON track (to_at, from_at);
  -- The newest fix of every unit as of track batch upto; one row.
  CREATE TABLE track_latest (only INTEGER PRIMARY KEY CHECK (only = 1), upto INTEGER NOT NULL, body BLOB NOT NULL) STRICT;

  CREATE TABLE token (sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE snapshot (seq INTEGER PRIMARY KEY, format INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
  -- Written and emptied to find out whether the disk takes anything again.
  CREATE TABLE probe (n INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
`;

const second = `
  -- Which facts are on record about what (subjects.ts).
  CREATE TABLE record (subject TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (subject, seq)) STRICT, WITHOUT ROWID;
  -- What is kept as it is and may be changed: people, sessions, photos. A body is text or bytes.
  CREATE TABLE drawer (drawer TEXT NOT NULL, id TEXT NOT NULL, body ANY NOT NULL, PRIMARY KEY (drawer, id)) STRICT;
`;

const fourth = `
  -- The newest fact that changed each thing (changesOf in subjects.ts): what guards are held against.
  CREATE TABLE subject_head (subject TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

const fifth = `
  ALTER TABLE incident ADD COLUMN day_only INTEGER;
  -- Counts by where they come from as well: they cannot be changed, only counted anew.
  DROP TABLE rollup;
  CREATE TABLE rollup (
    hour INTEGER NOT NULL, category INTEGER NOT NULL, cell INTEGER NOT NULL, origin INTEGER NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (hour, category, cell, origin)
  ) STRICT, WITHOUT ROWID;
`;

/** Step i takes a store from version i to version i + 1. Steps are added, never changed. */
export type Step = (db: Database) => void;
const steps: readonly Step[] = [
  (db) => db.exec(first),
  (db) => {
    db.exec(second);
    recordAll(db);
  },
  (db) => db.exec(changeTables),
  (db) => {
    db.exec(fourth);
    countHeads(db);
  },
  (db) => {
    db.exec(fifth);
    recountRollups(db, Number(readMeta(db, 'hourShift') ?? 0));
  },
  (db) => db.exec(textTables),
  vouchForAll,
  writeDownEnds,
  (db) => db.exec(leaseTable),
  putRefsInForm,
  (db) => db.exec(letterTable),
];

/** What a store that this program writes has as its user_version. */
export const VERSION = steps.length;

/** Brings an older (or new, empty) database up to the end of `through`: all the way or not at all. */
export function migrate(db: Database, through: readonly Step[] = steps): void {
  const migration = db.transaction(() => {
    const version = db.pragma('user_version', { simple: true }) as number;
    if (version >= through.length) return;
    for (const step of through.slice(version)) step(db);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${through.length}`);
  });
  migration.immediate();
}
