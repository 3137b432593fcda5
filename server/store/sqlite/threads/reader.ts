import type { Database } from 'better-sqlite3';
import { parentPort, workerData } from 'node:worker_threads';
import { answerQuestions } from './answer-questions.ts';
import { openForReading } from '../connection.ts';
import { findInDrawer, listDrawer } from '../records/drawer-rows.ts';
import { newestChange, readChanges } from '../records/change-rows.ts';
import { countLetters, findLetter, listLetters } from '../records/letter-rows.ts';
import { listLeases } from '../records/lease-rows.ts';
import type { ReaderCalls } from './messages.ts';
import { openIncidentReader, type IncidentReader } from '../incidents/read-incidents.ts';
import { oldestIn, readFacts, readKept, readKeyed, readTimeline } from '../log/read-log.ts';
import { sumRollups } from '../incidents/read-rollups.ts';
import { readLatestFixes } from '../tracks/read-tracks.ts';
import { readRecords } from '../records/record-rows.ts';
import { readSnapshots } from '../log/snapshot-rows.ts';
import { findToken, listTokens, tokensNamed } from '../records/token-rows.ts';
import { openWordReader } from '../words.ts';

/** Milliseconds between two looks at whether somebody else has changed something. */
const LOOK_MS = 500;

/** The reading thread: each answer sees everything that was committed before it was asked for. */
type Opened = { db: Database; incidents: IncidentReader; wordOf: (n: number) => string; looking: NodeJS.Timeout };
let opened: Opened | undefined;
const db = () => open().db;

answerQuestions<ReaderCalls>(
  {
    facts: (takes) => readFacts(db(), takes),
    oldest: () => oldestIn(db()),
    kept: (takes) => readKept(db(), takes),
    keyed: (key) => readKeyed(db(), key),
    incident: (id) => open().incidents.get(id),
    timeline: (id) => readTimeline(db(), id),
    rollups: (takes) => sumRollups(db(), open().wordOf, takes),
    latest: () => readLatestFixes(db(), open().wordOf),
    token: (sha256) => findToken(db(), sha256),
    tokens: () => listTokens(db()),
    tokensNamed: (name) => tokensNamed(db(), name),
    records: (takes) => readRecords(db(), takes),
    inDrawer: (takes) => findInDrawer(db(), takes),
    changes: (n) => {
      const found = readChanges(db(), n);
      told = found.upto;
      return found;
    },
    drawer: (drawer) => listDrawer(db(), drawer),
    leases: (now) => listLeases(db(), now),
    letters: (takes) => listLetters(db(), takes),
    letterCounts: () => countLetters(db()),
    letter: (id) => findLetter(db(), id),
    snapshots: () => readSnapshots(db()),
  },
  () => {
    clearInterval(opened?.looking);
    opened?.db.close();
  },
);

/** At the first question, because the thread starts while the writer may still make the file. */
function open(): Opened {
  if (opened) return opened;
  const db = openForReading(workerData as string);
  const looking = setInterval(() => look(db), LOOK_MS);
  return (opened = { db, incidents: openIncidentReader(db), wordOf: openWordReader(db), looking });
}

/** The newest change that was asked for. */
let told = -1;
/** Other processes ring no bell: the file itself is asked, and the main thread told until it has read what is new. */
function look(db: Database): void {
  const change = newestChange(db);
  if (change !== told) parentPort?.postMessage({ change });
}
