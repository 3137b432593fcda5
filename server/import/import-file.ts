import { createHash } from 'node:crypto';
import type { NewFact } from '#data/contract/fact.ts';
import type { PastIncident } from '#data/contract/incident.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { FactLog, IncidentIndex } from '../store/store.ts';
import { createReport, type ImportReport } from './import-report.ts';
import type { IncidentMapping } from './mapping.ts';
import type { Portion, ReadRow, ToRead } from './read-incidents.ts';

type Parts = {
  log: Pick<FactLog, 'append'>;
  incidents: Pick<IncidentIndex, 'knownRefs'>;
  read(what: ToRead): AsyncIterable<Portion>;
  clock: Clock;
};

type Options = {
  file: string;
  mapping: IncidentMapping;
  /** Read and report, and change nothing. */
  dryRun: boolean;
  progress(done: number, of: number): void;
  /** Ends between two portions; what was taken in stays. */
  signal: AbortSignal;
};

/** Incidents in one fact: what the contract allows. */
const CHUNK = 1000;

/**
 * Takes a file of past incidents in. What is known already, from this file or an earlier one, is
 * not taken twice. @throws {Error} in one line when the file or the mapping cannot be used, or when it
 * was ended; then it says what stays.
 */
export async function importFile(
  { log, incidents, read, clock }: Parts,
  { file, mapping, dryRun, progress, signal }: Options,
): Promise<ImportReport> {
  const now = clock.now();
  const { source } = mapping;
  const seen = new Set<string>();
  const { report, row: counted, refuse, note, take } = createReport(dryRun);
  let chunk: PastIncident[] = [];
  let kept = 0;

  for await (const { rows, done, of } of read({ file, mapping, now })) {
    if (signal.aborted) throw ended(kept, dryRun);
    const known = new Set(await incidents.knownRefs(source, refsOf(rows)));
    for (const row of rows) {
      counted();
      if ('refusal' in row) refuse(row.refusal, row.line);
      else if (known.has(row.incident.sourceRef)) refuse('known', row.line);
      else if (seen.has(row.incident.sourceRef)) refuse('duplicate', row.line);
      else await taken(row);
    }
    progress(done, of);
  }
  await keep();
  return report;

  async function taken({ incident, skippedHour, line }: Extract<ReadRow, { incident: PastIncident }>): Promise<void> {
    seen.add(incident.sourceRef);
    take(incident);
    if (incident.cell === undefined) note(incident.location ? 'off-map' : 'no-place', line);
    if (skippedHour) note('skipped-hour', line);
    chunk.push(incident);
    if (chunk.length === CHUNK) await keep();
  }

  async function keep(): Promise<void> {
    if (chunk.length === 0 || dryRun) return void (chunk = []);
    if (signal.aborted) throw ended(kept, dryRun);
    const fact: NewFact = { kind: 'incidents.imported', at: now, by: { kind: 'source', id: source }, incidents: chunk };
    await log.append([{ facts: [fact], key: chunkKey(chunk) }]);
    kept += chunk.length;
    chunk = [];
  }
}

function refsOf(rows: readonly ReadRow[]): string[] {
  return rows.flatMap((row) => ('incident' in row ? [row.incident.sourceRef] : []));
}

function ended(kept: number, dryRun: boolean): Error {
  if (dryRun || kept === 0) return new Error('ended early: nothing was changed');
  return new Error(`ended early: ${kept} cases stay taken in; the same import again goes on from there`);
}

/** Two imports of the same file at the same time make the same chunks, of which one is kept. */
function chunkKey(chunk: readonly PastIncident[]): string {
  const hash = createHash('sha256');
  for (const { id } of chunk) hash.update(`${id}\n`);
  return `import:${hash.digest('hex')}`;
}
