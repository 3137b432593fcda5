import { hasEnded } from '#data/fold/fold-incident.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { Words } from './words.ts';

/** The columns of an index row, without n and past_in, in the order of `columnNames`. */
export type IncidentColumns = (string | number | null)[];
export const columnNames =
  'id, rev, open, state, priority, category, cell, area1, area2, area3, reported_at, source, source_ref, text, body';

export function columnsOf(row: Incident, words: Words): IncidentColumns {
  const area = (level: number) => (row.areas[level] === undefined ? null : words(row.areas[level]));
  return [
    row.id,
    row.rev,
    hasEnded(row.state) ? 0 : 1,
    row.state,
    row.priority,
    words(row.category),
    words(row.cell ?? ''),
    area(0),
    area(1),
    area(2),
    row.reportedAt,
    row.source ?? null,
    row.sourceRef ?? null,
    searchable(row),
    JSON.stringify(row),
  ];
}

/** What a text search looks through. The contact is left out: nobody is looked up by name or phone number. */
function searchable({ number, title, description, address }: Incident): string {
  return [number, title, description, address]
    .filter((part) => part !== undefined)
    .join('\n')
    .toLowerCase();
}
