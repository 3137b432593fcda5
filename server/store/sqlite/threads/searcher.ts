import type { Database } from 'better-sqlite3';
import { workerData } from 'node:worker_threads';
import { openForReading } from '../connection.ts';
import { openIncidentReader, type IncidentReader } from '../incidents/read-incidents.ts';
import { readTracks } from '../tracks/read-tracks.ts';
import { openWordReader } from '../words.ts';
import { answerQuestions } from './answer-questions.ts';
import type { SearcherCalls } from './messages.ts';

/** The searching thread: what may go through much of the store, one after the other. */
const db: Database = openForReading(workerData as string);
const incidents: IncidentReader = openIncidentReader(db);
const wordOf = openWordReader(db);

answerQuestions<SearcherCalls>(
  {
    incidents: incidents.list,
    knownRefs: incidents.knownRefs,
    tracks: (takes) => readTracks(db, wordOf, takes),
  },
  () => db.close(),
);
