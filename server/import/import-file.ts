import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Actor } from '#data/contract/actor.ts';
import type { NewFact } from '#data/contract/fact.ts';
import type { ImportId } from '#data/contract/ids.ts';
import type { ImportReason, ImportReport } from '#data/contract/import.ts';
import type { PastIncident } from '#data/contract/incident.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { FactLog, IncidentIndex, Records } from '../store/store.ts';
import { createReport, type RefusedRow } from './import-report.ts';
import { importRecord } from './import-record.ts';
import type { IncidentMapping } from './mapping.ts';
import type { Portion, ReadRow, ToRead } from './read-incidents.ts';
import { createReplacing } from './replace-import.ts';

type Parts = {
  log: Pick<FactLog, 'append'>;
  incidents: Pick<IncidentIndex, 'knownRefs' | 'timeline'>;
  records: Pick<Records, 'about'>;
  read(what: ToRead): AsyncIterable<Portion>;
  clock: Clock;
};

type Options = {
  file: string;
  mapping: IncidentMapping;
  /** Read and report, and change nothing. */
  dryRun: boolean;
  /** Take nothing of a file of which a row is refused. What is known already, or the same as a row before, is no refusal. */
  whole?: boolean;
  /** As it is called; by default where it lies. */
  name?: string;
  /** Told of rows that are refused as what they are, and what stands in them, as far as there is room (read-incidents.ts). */
  refusedRow?(row: RefusedRow): void;
  /** An import that is withdrawn once the file was read through and something of it takes its place. */
  replaces?: ImportId;
  /** Who answers for it. */
  by: Actor;
  progress(done: number, of: number): void;
  /** Ends between two portions; what was taken in stays. */
  signal: AbortSignal;
};

/** Incidents in one fact: few enough that no report waits long behind one. The contract allows a thousand. */
const CHUNK = 250;

/**
 * Takes a file of past incidents in. What is known already, from this file or an earlier one, is
 * not taken twice. @throws {Error} in one line when the file or the mapping cannot be used, or when it
 * was ended; then it says what stays.
 */
export async function importFile(
  { log, incidents, records, read, clock }: Parts,
  { file, mapping, dryRun, whole = false, name = basename(file), refusedRow, replaces, by, progress, signal }: Options,
): Promise<ImportReport> {
  const now = clock.now();
  const { source } = mapping;
  const seen = new Set<string>();
  const { report, row: counted, refuse, note, take } = createReport(dryRun);
  /** Nothing is changed. */
  let dry = dryRun;
  let record: ReturnType<typeof importRecord> | undefined;
  let allRows = 0;
  let chunk: PastIncident[] = [];
  let kept = 0;
  let begun = false;
  /** The fact that is on its way to the store; rows are read and looked up meanwhile. */
  let sending: Promise<void> = Promise.resolve();

  const replacing =
    replaces === undefined || dryRun
      ? undefined
      : createReplacing({ log, incidents, records, clock }, { id: replaces, by, signal });
  report.replaced = replacing?.replaced ?? null;

  let life = 0;
  const reading = { file, mapping, now, whole, showRefused: refusedRow !== undefined };
  for await (const { rows, done, of, content, seen: all } of read(reading)) {
    await goOn();
    if (content !== undefined && report.import === null) await begin(content);
    if (all && whole && all.refused > 0) report.held = dry = true;
    allRows = all?.rows ?? 0;
    let known = await knownOf(rows);
    if (!dry && (await replacing?.makeRoom(rows, known))) {
      life = await lifeOf();
      known = await knownOf(rows);
    }
    for (const row of rows) {
      counted();
      if ('refusal' in row) {
        refuse(row.refusal, row.line);
        if (row.fields) refusedRow?.({ line: row.line, reason: row.refusal, fields: row.fields });
      } else if (known.has(row.incident.sourceRef)) refuse('known', row.line);
      else if (seen.has(row.incident.sourceRef)) refuse('duplicate', row.line);
      else await taken(row);
    }
    progress(done, of);
  }
  await keep();
  await sending;
  if (kept > 0) await log.append([{ facts: [record!.ended(clock.now(), told())] }]);
  return report;

  function told() {
    const of = (reason: ImportReason) => report.refused[reason]?.count ?? 0;
    const all = Object.values(report.refused).reduce((sum, { count }) => sum + count, 0);
    return { cases: kept, rows: report.rows, refused: all - of('known') - of('duplicate') };
  }

  async function begin(content: string): Promise<void> {
    report.import = importId(source, content);
    record = importRecord(report.import, { by, source, file: name });
    life = await lifeOf();
  }

  /** Where it was withdrawn last, so that what is taken in again is taken in anew. */
  async function lifeOf(): Promise<number> {
    const [withdrawn] = await records.about(`import/${report.import}/withdrawn`, { limit: 1 });
    return withdrawn?.seq ?? 0;
  }

  async function knownOf(rows: readonly ReadRow[]): Promise<Set<string>> {
    return new Set(await incidents.knownRefs(source, refsOf(rows)));
  }

  async function taken({ incident, clocks, line }: Extract<ReadRow, { incident: PastIncident }>): Promise<void> {
    seen.add(incident.sourceRef);
    take(incident);
    if (incident.cell === undefined) note(incident.location ? 'off-map' : 'no-place', line);
    if (clocks !== 'once') note(`${clocks}-hour`, line);
    chunk.push(incident);
    if (chunk.length === CHUNK) await keep();
  }

  async function keep(): Promise<void> {
    if (chunk.length === 0 || dry) return void (chunk = []);
    await sending;
    await goOn();
    const of = { kind: 'incidents.imported', import: report.import! } as const;
    const fact: NewFact = { ...of, at: now, by: { kind: 'source', id: source }, incidents: chunk };
    const { length } = chunk;
    const facts = begun ? [fact] : [record!.begun(now, allRows), fact];
    begun = true;
    sending = log.append([{ facts, key: chunkKey(chunk, life) }]).then(() => void (kept += length));
    // Its failure is heard where it is waited for.
    sending.catch(() => {});
    chunk = [];
  }

  async function goOn(): Promise<void> {
    if (!signal.aborted) return;
    await sending;
    throw ended(kept, report.replaced?.withdrawn?.cases ?? 0);
  }
}

function refsOf(rows: readonly ReadRow[]): string[] {
  return rows.flatMap((row) => ('incident' in row ? [row.incident.sourceRef] : []));
}

function ended(kept: number, withdrawn: number): Error {
  const gone = withdrawn === 0 ? '' : `${withdrawn} cases of the import before are withdrawn, `;
  if (kept === 0)
    return new Error(gone === '' ? 'ended early: nothing was changed' : `ended early: ${gone}none is taken in`);
  return new Error(`ended early: ${gone}${kept} cases stay taken in; the same import again goes on from there`);
}

function importId(source: string, content: string): ImportId {
  return createHash('sha256').update(`${source}\0${content}`).digest('hex').slice(0, 16) as ImportId;
}

/** Two imports of the same file at the same time make the same chunks, of which one is kept until it is withdrawn. */
function chunkKey(chunk: readonly PastIncident[], life: number): string {
  const hash = createHash('sha256').update(life === 0 ? '' : `${life}\n`);
  for (const { id } of chunk) hash.update(`${id}\n`);
  return `import:${hash.digest('hex')}`;
}
