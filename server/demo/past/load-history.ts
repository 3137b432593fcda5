import { setImmediate } from 'node:timers/promises';
import type { NewFact } from '#data/contract/fact.ts';
import type { PastIncident } from '#data/contract/incident.ts';
import { DAY } from '#data/rules/civil-day.ts';
import type { Entry, FactLog } from '../../store/store.ts';
import { demoActor } from '../exercise.ts';
import type { Historian, Past } from './history.ts';

/** Told in one piece, from its first case to its last. */
const SPAN_MS = 30 * DAY;
/** Incidents in one fact: some 5 ms of telling between two breaths. */
const PER_FACT = 1000;
/** Facts on their way to the disk: a month of a large city. */
const AHEAD = 4;

type Loading = {
  log: Pick<FactLog, 'append' | 'find'>;
  historian: Pick<Historian, 'ended'>;
  past: Past;
  seed: string;
  /** When it is put on record, ms. */
  at: () => number;
  progress?: ((share: number) => void) | undefined;
  /** Asked again and again; false: enough. */
  goesOn: () => boolean;
};

/**
 * Brings a past into the log, its newest month first: what is there at any moment is whole from some
 * day on, and a trend that asks since when everything was counted is never told of an empty week.
 * Each fact has a key made of what it holds, so that a load that was cut off may simply begin again.
 */
export async function loadHistory({ log, historian, past, seed, at, progress, goesOn }: Loading): Promise<void> {
  /** Some are written while the next are told: neither waits for the other. */
  const writing: Promise<unknown>[] = [];
  for (const span of spansOf(past)) {
    // The first last: with that of the earliest month everything is there.
    for (const [n, incidents] of (await chunksOf(span)).reverse()) {
      if (!goesOn()) break;
      if (writing.length === AHEAD) await writing.shift();
      const fact: NewFact = { kind: 'incidents.imported', at: at(), by: demoActor, exercise: true, incidents };
      const entry: Entry = { facts: [fact], key: keyOf(seed, span, n) };
      const written = log.append([entry]);
      // Whoever waits for it hears of its failure; until then nobody does.
      written.catch(() => {});
      writing.push(written);
    }
    if (!goesOn()) break;
    progress?.((past.until - span.from) / (past.until - past.from));
  }
  await Promise.all(writing);

  async function chunksOf(span: Past): Promise<[number, PastIncident[]][]> {
    const chunks: [number, PastIncident[]][] = [];
    let chunk: PastIncident[] = [];
    for (const incident of historian.ended(past, span)) {
      if (chunk.length === 0) chunks.push([chunks.length, chunk]);
      if (chunk.push(incident) < PER_FACT) continue;
      chunk = [];
      await setImmediate();
    }
    await setImmediate();
    return chunks;
  }
}

/** Whether all of a past is in the log. */
export async function isLoaded(log: Pick<FactLog, 'find'>, past: Past, seed: string): Promise<boolean> {
  return (await log.find(keyOf(seed, past, 0))) !== null;
}

const keyOf = (seed: string, { from }: Past, n: number) => `demo/${seed}/${from}/${n}`;

/** The newest first; the earliest begins with the past itself. */
function spansOf({ from, until }: Past): Past[] {
  const spans: Past[] = [];
  for (let end = until; end > from; end -= SPAN_MS) spans.push({ from: Math.max(from, end - SPAN_MS), until: end });
  return spans;
}
