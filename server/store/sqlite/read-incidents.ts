import type { Database } from 'better-sqlite3';
import type { IncidentFilter } from '../store.ts';
import { incidentQuery, writeCursor } from './incident-query.ts';

export function readIncident(db: Database, id: string): string | null {
  return db.prepare<[string], string>('SELECT body FROM incident WHERE id = ?').pluck().get(id) ?? null;
}

/** A page of incidents as JSON, newest first. */
export function listIncidents(
  db: Database,
  { filter, limit, cursor }: { filter: IncidentFilter; limit: number; cursor?: string },
): { items: string[]; next: string | null } {
  const { sql, params } = incidentQuery(filter, limit, cursor);
  const rows = db.prepare<(string | number)[], { reportedAt: number; id: string; body: string }>(sql).all(...params);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map((row) => row.body), next: rows.length > limit && last ? writeCursor(last) : null };
}
