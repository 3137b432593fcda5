import { parentPort, type MessagePort } from 'node:worker_threads';
import type { Calls } from './messages.ts';
import { tellError, type Asked, type Told } from './wire.ts';

type Answers<C extends Calls> = { [K in keyof C]: (takes: C[K]['takes']) => C[K]['gives'] };

/** The working side of a thread: answers one question after the other until it is told to close. */
export function answerQuestions<C extends Calls>(answers: Answers<C>, close: () => void): void {
  const port = parentPort as MessagePort;
  port.on('message', ({ id, do: what, takes }: Asked) => {
    if (what !== 'close') return port.postMessage({ answers: [{ id, ...outcome(answers[what as keyof C], takes) }] });
    close();
    port.close();
  });
  port.postMessage({ opened: null });
}

function outcome(answer: ((takes: unknown) => unknown) | undefined, takes: unknown): Omit<Told, 'id'> {
  try {
    return { gives: answer?.(takes) };
  } catch (error) {
    return { error: tellError(error) };
  }
}
