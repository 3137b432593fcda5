import type { Incident } from '#data/contract/incident.ts';
import type { ArchivedLog } from '../../archive/archived-log.ts';
import { broughtBy, type KeptIncident } from '../../rows/brought-by.ts';
import { writeCursor } from '../../rows/cursor.ts';
import type { IncidentIndex } from '../../store.ts';
import type { Pool } from '../connect/pool.ts';
import type { Line } from '../connect/line.ts';
import { plainText } from '../plain-text.ts';
import type { FactCache } from './fact-cache.ts';
import { incidentQuery } from './incident-query.ts';
import { readTimeline } from './read-log.ts';

export function createIncidentIndex(pool: Pool, facts: FactCache, archived: ArchivedLog): IncidentIndex {
  return {
    async get(id) {
      const query = { name: 'incident', text: 'SELECT body, first, past_at FROM incident WHERE id = $1' };
      return pool.use(async (line) => {
        const { rows } = await line.query<KeptIncident>({ ...query, values: [plainText(id)] });
        return (await incidentsOf(line, facts, rows))[0] ?? null;
      });
    },
    async list(filter, { limit, cursor }) {
      const query = incidentQuery(filter, limit, cursor);
      return pool.use(async (line) => {
        const { rows } = await line.query<KeptIncident>(query);
        const items = await incidentsOf(line, facts, rows.slice(0, limit));
        const last = items.at(-1);
        return { items, next: rows.length > limit && last ? writeCursor(last) : null };
      });
    },
    async knownRefs(source, refs) {
      const rows = await pool.ask<{ source_ref: string }>(
        { text: 'SELECT DISTINCT source_ref FROM incident WHERE source_ref = ANY($1) AND source = $2' },
        [refs.map(plainText), plainText(source)],
      );
      return rows.map(({ source_ref }) => source_ref);
    },
    timeline: (id) => readTimeline(pool, archived, id),
  };
}

/** What rows of the index stand for. @throws {Error} when the fact that one names brought no such incident. */
export async function incidentsOf(
  line: Pick<Line, 'query'>,
  facts: FactCache,
  rows: readonly KeptIncident[],
): Promise<Incident[]> {
  const brought = await facts.at(
    line,
    rows.filter(({ body }) => body === null).map(({ first }) => first),
  );
  return rows.map(({ body, first, past_at }) => {
    if (body !== null) return JSON.parse(body) as Incident;
    const fact = brought.get(first);
    const incident = fact && broughtBy(fact, past_at);
    if (!incident) throw new Error(`the incident index names fact ${first}, which brought no such incident`);
    return incident;
  });
}
