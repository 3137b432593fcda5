import type { Database } from 'better-sqlite3';
import type { IncidentFilter } from '../../store.ts';
import type { Incident } from '#data/contract/incident.ts';
import { incidentQuery, writeCursor } from './incident-query.ts';
import { openKeptIncidents, type KeptIncident } from './kept-incident.ts';

export type IncidentReader = {
  get(id: string): Incident | null;
  /** A page, newest first. */
  list(query: { filter: IncidentFilter; limit: number; cursor?: string }): { items: Incident[]; next: string | null };
};

export function openIncidentReader(db: Database): IncidentReader {
  const find = db.prepare<[string], KeptIncident>('SELECT body, first, past_at FROM incident WHERE id = ?');
  const incidentOf = openKeptIncidents(db);
  return {
    get(id) {
      const kept = find.get(id);
      return kept ? incidentOf(kept) : null;
    },
    list({ filter, limit, cursor }) {
      const { sql, params } = incidentQuery(filter, limit, cursor);
      const rows = db.prepare<(string | number)[], KeptIncident>(sql).all(...params);
      const items = rows.slice(0, limit).map(incidentOf);
      const last = items.at(-1);
      return { items, next: rows.length > limit && last ? writeCursor(last) : null };
    },
  };
}
