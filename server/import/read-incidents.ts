import type { PastIncident } from '#data/contract/incident.ts';
import type { IncidentIds } from '../intake/incident-id.ts';
import { columnsOf, createIncidentMapper, type ImportCity, type NoIncident } from './map-incident.ts';
import type { Clocks } from './read-when.ts';
import type { IncidentMapping } from './mapping.ts';
import { openRows } from './formats/open-rows.ts';
import type { Field, FileRow } from './formats/row.ts';

/** What became of one record of a file. */
export type ReadRow = { line: number } & (
  { incident: PastIncident; clocks: Clocks } | { refusal: NoIncident; fields?: Field[] }
);

/** Some records of a file, and how much of the work is done. */
export type Portion = {
  rows: ReadRow[];
  done: number;
  of: number;
  /** Once the file was read through: its rows, and how many of them are refused where that was asked. */
  seen?: { rows: number; refused: number };
  /** SHA-256 in hex, once it is known. */ content?: string;
};

export type ToRead = {
  file: string;
  mapping: IncidentMapping;
  now: number;
  /** Count what is refused before the first row comes, so that nothing need be taken of a file with one. */
  whole?: boolean;
  /** Let refused rows come with what stands in them, as many as somebody looks through. */
  showRefused?: boolean;
};

/** So many characters of refused rows are shown, each row counted as a hundred more. */
const MOST_SHOWN = 4_000_000;
/** Records in a portion: whoever takes it has the thread that long. */
const PORTION = 250;

/**
 * The records of a file, mapped. The whole file is read through before the first of them comes: what is
 * broken at its end breaks it before anything was done, and until then portions are empty.
 * @throws {Error} in one line when the file or the mapping cannot be used.
 */
export async function* readIncidents(
  { file, mapping, now, whole = false, showRefused = false }: ToRead,
  city: ImportCity,
  idOf: IncidentIds,
): AsyncGenerator<Portion> {
  // A mapping that cannot be used is said at once, not after a long file.
  const tried = createIncidentMapper(mapping, nowhere(city), '', now);
  const first = await openRows(file, mapping, columnsOf(mapping));
  const seen = { rows: 0, refused: 0 };
  for await (const row of first.rows) {
    if (whole && !tried(row).ok) seen.refused++;
    if (++seen.rows % PORTION === 0) yield { rows: [], ...part(first.progress(), 0) };
  }

  const content = first.digest();
  const second = await openRows(file, mapping, columnsOf(mapping));
  const map = createIncidentMapper(mapping, city, content.slice(0, 12), now);
  let rows: ReadRow[] = [];
  let room = MOST_SHOWN;
  for await (const row of second.rows) {
    const { line } = row;
    const mapped = map(row);
    if (mapped.ok) {
      const { incident, clocks } = mapped.value;
      rows.push({ line, incident: { ...incident, id: idOf(incident.source, incident.sourceRef) }, clocks });
    } else rows.push({ line, refusal: mapped.refusal, ...(shown(row) && { fields: row.fields() }) });
    if (rows.length < PORTION) continue;
    yield { rows, ...part(second.progress(), 1), content, seen };
    rows = [];
  }
  if (second.digest() !== content) throw new Error('the file changed while it was read');
  const [, of] = second.progress();
  yield { rows, done: 2 * of, of: 2 * of, content, seen };

  function shown(row: FileRow): boolean {
    if (!showRefused || room <= 0) return false;
    room -= 100 + row.fields().reduce((sum, [, text]) => sum + text.length, 0);
    return true;
  }
}

/** Whether a row is refused does not depend on where it falls, and finding that out costs most. */
const nowhere = (city: ImportCity): ImportCity => ({ ...city, cellAt: () => null, hasCell: () => false });

/** Of two readings, `before` are done. */
const part = ([done, of]: [done: number, of: number], before: 0 | 1) => ({ done: before * of + done, of: 2 * of });
