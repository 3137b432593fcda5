import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import type { Stop } from '#data/kit/clock.ts';
import { StoreUnavailable } from '../../store.ts';
import { createCopying } from './copying.ts';
import { createIndexing } from './indexing.ts';
import { openKeeper, type Keeper } from './keeper.ts';
import type { Opened } from './messages.ts';
import type { FileOptions } from '../opening/open-file.ts';
import { takeOwnership, type Owner } from '../opening/owner.ts';
import { VERSION } from '../opening/schema.ts';
import { openingError } from '../trouble.ts';
import { tellError, type Told } from './wire.ts';
import type { Request } from './writing.ts';

/** Once a group holds so many characters of facts, the rest waits for the next one. */
const GROUP_CHARACTERS = 2_000_000;
/** Milliseconds between attempts to write, after a commit that failed. */
const PROBE_MS = 1000;

type Asking = { id: number };
type Question = Asking & (Request | { do: 'close' });

/** The writing thread: all facts that wait when it becomes free share one transaction, and after them all fixes another. */
const port = parentPort as MessagePort;
start(workerData as FileOptions);

function start(options: FileOptions): void {
  let owner: Owner | undefined;
  try {
    owner = takeOwnership(options.file);
    work(owner, openKeeper(options), options);
  } catch (error) {
    owner?.release();
    port.postMessage({ failed: tellError(openingError(options.file, error)) });
  }
}

function work(owner: Owner, keeper: Keeper, { file, synchronous }: FileOptions): void {
  const copying = createCopying(file, keeper.copyRest);
  let probing: NodeJS.Timeout | undefined;
  const indexing = createIndexing({ after, step: keeper.indexMore });
  const health: Opened['health'] = { kind: 'sqlite', synchronous, journal: 'WAL', version: VERSION };
  port.postMessage({
    opened: { epoch: keeper.epoch, change: keeper.change, ...keeper.head(), health } satisfies Opened,
  });

  indexing.committed();
  port.on('message', async (first: Question) => {
    const { group, close } = gather(first);
    for (const lane of lanesOf(group)) port.postMessage({ answers: commit(lane) });
    copying.due(keeper.uncopied());
    if (close) await end(close);
  });

  function commit(group: readonly (Asking & Request)[]): Told[] {
    try {
      const answers = keeper.commit(group);
      recovered();
      indexing.committed();
      return group.map(({ id }, i) => ({ id, gives: answers[i] }));
    } catch (error) {
      if (error instanceof StoreUnavailable) inTrouble();
      // One request that cannot be carried out must not take the others with it.
      else if (group.length > 1) return group.flatMap((one) => commit([one]));
      return group.map(({ id }) => ({ id, error: tellError(error) }));
    }
  }

  function inTrouble(): void {
    port.postMessage({ intake: 'down' });
    probing ??= setInterval(() => {
      try {
        keeper.probe();
        recovered();
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
      }
    }, PROBE_MS);
  }

  function recovered(): void {
    if (!probing) return;
    clearInterval(probing);
    probing = undefined;
    port.postMessage({ intake: 'ok' });
  }

  async function end({ id }: Asking): Promise<void> {
    clearInterval(probing);
    indexing.stop();
    await copying.close();
    keeper.close();
    owner.release();
    port.postMessage({ answers: [{ id, gives: null }] });
    port.close();
  }
}

/** Facts go first and alone: no report waits for a batch of fixes, nor for what is deleted. */
function lanesOf(group: readonly (Asking & Request)[]): (Asking & Request)[][] {
  const isBehind = ({ do: what }: Request) => ['keepTracks', 'deleteTracks', 'dropFacts'].includes(what);
  const lanes = [group.filter((one) => !isBehind(one)), group.filter(isBehind)];
  return lanes.filter(({ length }) => length > 0);
}

function after(ms: number, run: () => void): Stop {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

/** What waits now, up to a size that keeps a commit short; `close` when somebody asked for it. */
function gather(first: Question): { group: (Asking & Request)[]; close?: Asking } {
  const group: (Asking & Request)[] = [];
  let characters = 0;
  let question: Question | undefined = first;
  while (question) {
    if (question.do === 'close') return { group, close: question };
    group.push(question);
    if ((characters += weight(question)) > GROUP_CHARACTERS) break;
    question = receiveMessageOnPort(port)?.message as Question | undefined;
  }
  return { group };
}

function weight(request: Request): number {
  if (request.do !== 'append') return 0;
  return request.takes.reduce((sum, entry) => sum + entry.facts.reduce((all, fact) => all + fact.length, 0), 0);
}
