import type { NewFact } from '#data/contract/fact.ts';
import type { PastIncident } from '#data/contract/incident.ts';
import type { Entry, FactLog } from '../../store/store.ts';
import { demoActor } from '../exercise.ts';
import type { Historian, Past } from './history.ts';

/** Incidents in one fact, and facts in one append: some 20 ms of telling between two breaths. */
const PER_FACT = 1000;
const PER_APPEND = 5;

/**
 * Brings the past into the log, stamped with its end. Each fact has a key made of what it holds,
 * so that a start that was cut off may simply begin again.
 */
export async function loadHistory({
  log,
  historian,
  past,
  seed,
  progress,
  goesOn,
}: {
  log: Pick<FactLog, 'append'>;
  historian: Historian;
  past: Past;
  seed: string;
  progress?: ((share: number) => void) | undefined;
  /** Asked again and again; false: enough. */
  goesOn: () => boolean;
}): Promise<void> {
  let chunk: PastIncident[] = [];
  let entries: Entry[] = [];
  let chunks = 0;
  // One append is written while the next is told.
  let writing: Promise<unknown> = Promise.resolve();

  for (const incident of historian.ended(past)) {
    if (!goesOn()) return;
    chunk.push(incident);
    if (chunk.length < PER_FACT) continue;
    entries.push(entryOf(chunk));
    chunk = [];
    if (entries.length === PER_APPEND) {
      await write();
      progress?.((incident.reportedAt - past.from) / (past.until - past.from));
    }
  }
  if (chunk.length > 0) entries.push(entryOf(chunk));
  if (entries.length > 0) await write();
  await writing;
  progress?.(1);

  function entryOf(incidents: PastIncident[]): Entry {
    const fact: NewFact = { kind: 'incidents.imported', at: past.until, by: demoActor, exercise: true, incidents };
    return { facts: [fact], key: `demo/${seed}/${past.from}/${chunks++}` };
  }

  async function write(): Promise<void> {
    await writing;
    writing = log.append(entries);
    entries = [];
  }
}
