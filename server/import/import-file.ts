import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { NewFact } from '#data/contract/fact.ts';
import type { PastIncident } from '#data/contract/incident.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { FactLog, IncidentIndex } from '../store/store.ts';
import { createReport, type ImportReport } from './import-report.ts';
import { columnsOf, createIncidentMapper, type ImportCity } from './map-incident.ts';
import type { IncidentMapping } from './mapping.ts';
import { openText } from './open-text.ts';
import { readRows } from './read-rows.ts';

type Parts = {
  log: Pick<FactLog, 'append'>;
  incidents: Pick<IncidentIndex, 'list'>;
  city: ImportCity;
  clock: Clock;
};

type Options = {
  file: string;
  mapping: IncidentMapping;
  /** Read and report, and change nothing. */
  dryRun: boolean;
  progress(done: number, of: number): void;
  /** Ends between two chunks; what was taken in stays. */
  signal: AbortSignal;
};

/** Incidents in one fact: what the contract allows. */
const CHUNK = 1000;

/**
 * Takes a file of past incidents in. What is known already, from this file or an earlier one, is
 * not taken twice. @throws {Error} in one line when the file or the mapping cannot be used.
 */
export async function importFile(
  { log, incidents, city, clock }: Parts,
  { file, mapping, dryRun, progress, signal }: Options,
): Promise<ImportReport> {
  const now = clock.now();
  const digest = await digestOf(file);
  const map = createIncidentMapper(mapping, city, digest.slice(0, 12), now);
  const { bytes, progress: far } = await openText(file, mapping);
  const known = await knownRefs(incidents, mapping.source);
  const seen = new Set<string>();
  const { report, row: counted, refuse, note, take } = createReport(dryRun);
  let chunk: PastIncident[] = [];

  for await (const row of readRows(bytes, mapping, columnsOf(mapping))) {
    counted();
    const mapped = map(row);
    if (!mapped.ok) {
      refuse(mapped.refusal, row.line);
      continue;
    }
    const { incident, skippedHour } = mapped.value;
    if (known.has(incident.sourceRef)) refuse('known', row.line);
    else if (seen.has(incident.sourceRef)) refuse('duplicate', row.line);
    else {
      seen.add(incident.sourceRef);
      take(incident);
      if (incident.cell === undefined) note(incident.location ? 'off-map' : 'no-place', row.line);
      if (skippedHour) note('skipped-hour', row.line);
      chunk.push(incident);
    }
    if (chunk.length === CHUNK) await keep();
    if (report.rows % CHUNK === 0) {
      signal.throwIfAborted();
      progress(...far());
    }
  }
  await keep();
  const [, size] = far();
  progress(size, size);
  return report;

  async function keep(): Promise<void> {
    if (chunk.length === 0 || dryRun) return void (chunk = []);
    const by = { kind: 'source', id: mapping.source } as const;
    const fact: NewFact = { kind: 'incidents.imported', at: now, by, incidents: chunk };
    await log.append([{ facts: [fact], key: chunkKey(chunk) }]);
    chunk = [];
  }
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(bytes as Buffer);
  return hash.digest('hex');
}

/** Two imports of the same file at the same time make the same chunks, of which one is kept. */
function chunkKey(chunk: readonly PastIncident[]): string {
  const hash = createHash('sha256');
  for (const { id } of chunk) hash.update(`${id}\n`);
  return `import:${hash.digest('hex')}`;
}

async function knownRefs(incidents: Parts['incidents'], source: string): Promise<Set<string>> {
  const refs = new Set<string>();
  let cursor: string | null = null;
  do {
    const page = await incidents.list({ source }, { limit: 1000, ...(cursor !== null && { cursor }) });
    for (const { sourceRef } of page.items) if (sourceRef !== undefined) refs.add(sourceRef);
    cursor = page.next;
  } while (cursor !== null);
  return refs;
}
