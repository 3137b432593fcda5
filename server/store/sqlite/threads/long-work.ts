import { parentPort, workerData } from 'node:worker_threads';
import { answerQuestions } from './answer-questions.ts';
import { backupInto } from '../whole/backup.ts';
import { openForReading } from '../connection.ts';
import type { FileAndArchive } from '../archive-of.ts';
import type { LongCalls } from './messages.ts';
import { servedFileOf } from '../opening/open-file.ts';
import { readServed } from '../opening/served.ts';
import { verifyStore } from '../whole/verify.ts';

/** A thread for one long job, so that neither reads nor commits wait for it. */
const { file, archive } = workerData as FileAndArchive;
const db = openForReading(file);

answerQuestions<LongCalls>(
  {
    verify: (anchor) =>
      verifyStore(db, (done, of) => parentPort?.postMessage({ done, of }), {
        anchor,
        archive,
        servedEpoch: readServed(servedFileOf(file))?.epoch ?? null,
      }),
    backup: (file) => backupInto(db, file),
  },
  () => db.close(),
);
