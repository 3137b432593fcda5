import type { Database } from 'better-sqlite3';
import type { IncidentFilter } from '../../store.ts';
import type { Incident } from '#data/contract/incident.ts';
import { writeCursor } from '../../rows/cursor.ts';
import { incidentQuery } from './incident-query.ts';
import type { KeptIncident } from '../../rows/brought-by.ts';
import { openKeptIncidents } from './kept-incident.ts';

export type IncidentReader = {
  get(id: string): Incident | null;
  knownRefs(query: { source: string; refs: readonly string[] }): string[];
  /** A page, newest first. */
  list(query: { filter: IncidentFilter; limit: number; cursor?: string }): { items: Incident[]; next: string | null };
};

export function openIncidentReader(db: Database): IncidentReader {
  const find = db.prepare<[string], KeptIncident>('SELECT body, first, past_at FROM incident WHERE id = ?');
  const incidentOf = openKeptIncidents(db);
  const known = db
    .prepare<[string, string], string>(
      'SELECT DISTINCT source_ref FROM incident WHERE source_ref IN (SELECT value FROM json_each(?)) AND source = ?',
    )
    .pluck();
  return {
    get(id) {
      const kept = find.get(id);
      return kept ? incidentOf(kept) : null;
    },
    knownRefs: ({ source, refs }) => known.all(JSON.stringify(refs), source),
    list({ filter, limit, cursor }) {
      const { sql, params } = incidentQuery(filter, limit, cursor);
      const rows = db.prepare<(string | number)[], KeptIncident>(sql).all(...params);
      const items = rows.slice(0, limit).map(incidentOf);
      const last = items.at(-1);
      return { items, next: rows.length > limit && last ? writeCursor(last) : null };
    },
  };
}
