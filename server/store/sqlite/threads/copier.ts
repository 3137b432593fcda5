import { workerData } from 'node:worker_threads';
import { openForWriting } from '../connection.ts';
import { answerQuestions } from './answer-questions.ts';
import type { CopierCalls } from './messages.ts';

/**
 * The copying thread: takes what the WAL holds into the file, so that the sync of the whole file is waited
 * for here and by no commit. PASSIVE goes beside readers and the writer and holds neither up.
 */
const db = openForWriting(workerData as string, { synchronous: 'FULL', busyMs: 0 });
const copy = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');

answerQuestions<CopierCalls>({ copy: () => (copy.get(), null) }, () => db.close());
