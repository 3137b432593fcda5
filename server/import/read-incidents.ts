import type { PastIncident } from '#data/contract/incident.ts';
import type { IncidentIds } from '../intake/incident-id.ts';
import { columnsOf, createIncidentMapper, type ImportCity, type NoIncident } from './map-incident.ts';
import type { Clocks } from './read-when.ts';
import type { IncidentMapping } from './mapping.ts';
import { openRows } from './formats/open-rows.ts';

/** What became of one record of a file. */
export type ReadRow = { line: number } & ({ incident: PastIncident; clocks: Clocks } | { refusal: NoIncident });

/** Some records of a file, and how much of the work is done. */
export type Portion = {
  rows: ReadRow[];
  done: number;
  of: number;
  /** SHA-256 in hex, once it is known. */ content?: string;
};

export type ToRead = { file: string; mapping: IncidentMapping; now: number };

/** Records in a portion: whoever takes it has the thread that long. */
const PORTION = 250;

/**
 * The records of a file, mapped. The whole file is read through before the first of them comes: what is
 * broken at its end breaks it before anything was done, and until then portions are empty.
 * @throws {Error} in one line when the file or the mapping cannot be used.
 */
export async function* readIncidents(
  { file, mapping, now }: ToRead,
  city: ImportCity,
  idOf: IncidentIds,
): AsyncGenerator<Portion> {
  // A mapping that cannot be used is said at once, not after a long file.
  createIncidentMapper(mapping, city, '', now);
  const first = await openRows(file, mapping, columnsOf(mapping));
  let count = 0;
  for await (const _ of first.rows) if (++count % PORTION === 0) yield { rows: [], ...part(first.progress(), 0) };

  const content = first.digest();
  const second = await openRows(file, mapping, columnsOf(mapping));
  const map = createIncidentMapper(mapping, city, content.slice(0, 12), now);
  let rows: ReadRow[] = [];
  for await (const row of second.rows) {
    const { line } = row;
    const mapped = map(row);
    if (mapped.ok) {
      const { incident, clocks } = mapped.value;
      rows.push({ line, incident: { ...incident, id: idOf(incident.source, incident.sourceRef) }, clocks });
    } else rows.push({ line, refusal: mapped.refusal });
    if (rows.length < PORTION) continue;
    yield { rows, ...part(second.progress(), 1), content };
    rows = [];
  }
  if (second.digest() !== content) throw new Error('the file changed while it was read');
  const [, of] = second.progress();
  yield { rows, done: 2 * of, of: 2 * of, content };
}

/** Of two readings, `before` are done. */
const part = ([done, of]: [done: number, of: number], before: 0 | 1) => ({ done: before * of + done, of: 2 * of });
