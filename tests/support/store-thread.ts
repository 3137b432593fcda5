import { threadId } from 'node:worker_threads';
import { answerQuestions } from '#server/store/sqlite/threads/answer-questions.ts';

/** A thread that says what it hears, and dies when told to. */
answerQuestions(
  {
    echo: (takes) => takes,
    which: () => threadId,
    die: () => process.exit(3),
  },
  () => {},
);
