import { parentPort, type MessagePort } from 'node:worker_threads';
import type { FromReading, ToReading } from './reading-aside.ts';
import { readAlert } from './read-alert.ts';
import { readList } from './read-list.ts';

/** A thread that reads documents, one after the other. */
const port = parentPort as MessagePort;

port.on('message', (asked: ToReading) => {
  const answer: FromReading =
    asked.is === 'alert'
      ? { is: 'alert', read: readAlert(asked) }
      : { is: 'list', read: readList(asked.bytes, asked.charset) };
  port.postMessage(answer);
});
