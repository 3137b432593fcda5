import { hasEnded } from '#data/fold/fold-incident.ts';
import type { Incident, PastIncident } from '#data/contract/incident.ts';
import { refForm } from '#data/kit/text.ts';
import type { Words } from './words.ts';

/** The columns of an index row, without n, first, past_at and body, in the order of `columnNames`. */
// Logs of before hold half characters, for each of which SQLite keeps U+FFFD, and references in whatever form they came: these do not.
export type IncidentColumns = (string | number | null)[];
export const columnNames =
  'id, rev, open, state, priority, category, cell, area1, area2, area3, reported_at, day_only, source, source_ref, text';

export function columnsOf(row: Incident, words: Words): IncidentColumns {
  const open = hasEnded(row.state) ? 0 : 1;
  return [row.id, row.rev, open, row.state, ...shared(row, words), searchable(row)];
}

/** `columnsOf` the incident that a past case is, without making it. */
export function pastColumnsOf(past: PastIncident, words: Words): IncidentColumns {
  return [past.id, 1, 0, 'closed', ...shared(past, words), past.sourceRef.slice(0, 40).toLowerCase().toWellFormed()];
}

type Shared = Pick<
  Incident,
  'priority' | 'category' | 'cell' | 'areas' | 'reportedAt' | 'dayOnly' | 'source' | 'sourceRef'
>;

function shared(
  { priority, category, cell, areas, reportedAt, dayOnly, source, sourceRef }: Shared,
  words: Words,
): IncidentColumns {
  const [large, middle, small] = areas.map(words);
  const where = [words(cell ?? ''), large ?? null, middle ?? null, small ?? null];
  return [
    priority,
    words(category),
    ...where,
    reportedAt,
    dayOnly ? 1 : null,
    source ?? null,
    sourceRef === undefined ? null : refForm(sourceRef).toWellFormed(),
  ];
}

/** What a text search looks through. The contact is left out: nobody is looked up by name or phone number. */
function searchable({ number, title, description, address }: Incident): string {
  return [number, title, description, address]
    .filter((part) => part !== undefined)
    .join('\n')
    .toLowerCase()
    .toWellFormed();
}
