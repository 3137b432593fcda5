import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { StoreRefused, StoreUnavailable } from '../store.ts';
import type { FileOptions } from './open-file.ts';
import { openKeeper, type Keeper } from './keeper.ts';
import type { Opened } from './messages.ts';
import { takeOwnership, type Owner } from './owner.ts';
import { VERSION } from './schema.ts';
import type { Request } from './session.ts';
import { tellError, type Told } from './wire.ts';

/** The writing thread: everything that waits when it is free shares one transaction. */
const port = parentPort as MessagePort;
const options = workerData as FileOptions;

/** Once a group holds so many characters of facts, the rest waits for the next one. */
const GROUP_CHARACTERS = 2_000_000;
/** Milliseconds between attempts to write, after a commit that failed. */
const PROBE_MS = 1000;

type Question = { id: number } & (Request | { do: 'close' });

const { owner, keeper } = open();
let probing: NodeJS.Timeout | undefined;

port.on('message', (first: Question) => {
  const group: (Request & { id: number })[] = [];
  let characters = 0;
  for (
    let question: Question | undefined = first;
    question;
    question = receiveMessageOnPort(port)?.message as Question | undefined
  ) {
    if (question.do === 'close') {
      tell(commit(group));
      return close(question.id);
    }
    group.push(question);
    if ((characters += weight(question)) > GROUP_CHARACTERS) break;
  }
  tell(commit(group));
});

function commit(group: readonly (Request & { id: number })[]): Told[] {
  if (group.length === 0) return [];
  try {
    const answers = keeper.commit(group);
    recovered();
    return group.map(({ id }, i) => ({ id, gives: answers[i] }));
  } catch (error) {
    const told = tellError(error);
    if (told.name === 'StoreUnavailable') inTrouble();
    // One request that cannot be carried out must not take the others with it.
    else if (group.length > 1) return group.flatMap((one) => commit([one]));
    return group.map(({ id }) => ({ id, error: told }));
  }
}

function inTrouble(): void {
  port.postMessage({ intake: 'down' });
  probing ??= setInterval(() => {
    try {
      keeper.probe();
      recovered();
    } catch (error) {
      if (tellError(error).name !== 'StoreUnavailable') throw error;
    }
  }, PROBE_MS);
}

function recovered(): void {
  if (!probing) return;
  clearInterval(probing);
  probing = undefined;
  port.postMessage({ intake: 'ok' });
}

function weight(request: Request): number {
  if (request.do !== 'append') return 0;
  return request.takes.reduce((sum, entry) => sum + entry.facts.reduce((all, fact) => all + fact.body.length, 0), 0);
}

function tell(answers: readonly Told[]): void {
  if (answers.length > 0) port.postMessage({ answers });
}

function close(id: number): void {
  clearInterval(probing);
  keeper.close();
  owner.release();
  tell([{ id, gives: null }]);
  port.close();
}

function open(): { owner: Owner; keeper: Keeper } {
  let owner: Owner | undefined;
  try {
    owner = takeOwnership(options.file);
    const keeper = openKeeper(options);
    const { seq, hash } = keeper.head();
    const health: Opened['health'] = {
      kind: 'sqlite',
      synchronous: options.synchronous,
      journal: 'WAL',
      version: VERSION,
    };
    port.postMessage({ opened: { epoch: keeper.epoch, seq, hash, health } satisfies Opened });
    return { owner, keeper };
  } catch (error) {
    owner?.release();
    port.postMessage({ failed: tellError(openingError(error)) });
    process.exit(1);
  }
}

/** A file or folder that cannot be opened now is the machine's trouble, said in one line. */
function openingError(error: unknown): unknown {
  if (error instanceof StoreRefused || error instanceof StoreUnavailable) return error;
  if (!(error instanceof Error) || !('code' in error)) return error;
  return new StoreUnavailable(`${options.file} cannot be opened: ${error.message}`);
}
