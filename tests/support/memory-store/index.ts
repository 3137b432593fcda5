import type { IncidentId } from '#data/contract/ids.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import { originOf, type Incident } from '#data/contract/incident.ts';
import { foldIncident, incidentOf } from '#data/fold/fold-incident.ts';
import { incidentFromPast } from '#server/store/rows/past-incident.ts';
import type { RollupRow, Rollups } from '#server/store/rollups.ts';
import type { IncidentFilter, IncidentIndex, Reported } from '#server/store/store.ts';

/** Index and roll-ups by the plainest means: a list that is filtered and counted at every question. */
export function createMemoryIndex(hourShift: number) {
  const rows = new Map<IncidentId, Incident>();
  const timelines = new Map<IncidentId, LoggedFact[]>();

  const concern = (id: IncidentId, fact: LoggedFact) => timelines.set(id, [...(timelines.get(id) ?? []), fact]);

  const incidents: IncidentIndex = {
    timeline: async (id) => timelines.get(id as IncidentId) ?? [],
    knownRefs: async (source, refs) => {
      const known = new Set(
        [...rows.values()].filter((row) => row.source === source).map(({ sourceRef }) => sourceRef),
      );
      return refs.filter((ref) => known.has(ref));
    },
    get: async (id) => rows.get(id as IncidentId) ?? null,
    async list(filter, { limit, cursor }) {
      const start = cursor === undefined ? 0 : Number(cursor);
      if (!Number.isInteger(start)) throw new RangeError('not a cursor of this list');
      const all = [...rows.values()].filter((row) => matches(row, filter)).sort(newestFirst);
      return {
        items: all.slice(start, start + limit),
        next: start + limit < all.length ? String(start + limit) : null,
      };
    },
  };

  const rollups: Rollups = {
    async sum({ fromHour, toHour, category, cells, by }) {
      const sums = new Map<string, RollupRow>();
      for (const row of rows.values()) {
        const hour = Math.floor((row.reportedAt + hourShift) / 3_600_000);
        const cell = row.cell ?? '';
        if (hour < fromHour || hour >= toHour || !inCategory(row, category) || (cells && !cells.includes(cell)))
          continue;
        const all = { hour, category: row.category, cell, origin: originOf(row) };
        const named = Object.fromEntries(by.map((column) => [column, all[column]]));
        const key = JSON.stringify(named);
        sums.set(key, { ...named, count: (sums.get(key)?.count ?? 0) + 1 });
      }
      if (by.length === 0 && sums.size === 0) return [{ count: 0 }];
      return [...sums.values()].sort((a, b) => {
        const column = by.find((name) => a[name] !== b[name]);
        return column && a[column]! < b[column]! ? -1 : 1;
      });
    },
  };

  return {
    incidents,
    rollups,
    otherOf({ source, sourceRef, id }: Reported): IncidentId | undefined {
      const first = [...rows.values()].find((row) => row.source === source && row.sourceRef === sourceRef)?.id;
      return first === id ? undefined : first;
    },
    fold(fact: LoggedFact): void {
      if (fact.kind === 'incidents.imported') {
        for (const past of fact.incidents) {
          if (rows.has(past.id)) continue;
          rows.set(past.id, incidentFromPast(past, fact.exercise === true));
          concern(past.id, { ...fact, incidents: [past] });
        }
      }
      if (fact.kind === 'incidents.withdrawn')
        for (const { id } of fact.incidents) {
          if (timelines.get(id)?.length !== 1 || timelines.get(id)![0]!.seq !== fact.from) continue;
          rows.delete(id);
          timelines.delete(id);
        }
      const id = incidentOf(fact);
      const row = id && foldIncident(rows.get(id), fact);
      if (!id || !row) return;
      rows.set(id, row);
      concern(id, fact);
      if (fact.kind === 'incident.merged' && fact.into !== id && rows.has(fact.into)) concern(fact.into, fact);
    },
  };
}

function matches(row: Incident, filter: IncidentFilter): boolean {
  const { states, priorities, category, area, text, from, to, source, sourceRef } = filter;
  const texts = [row.number, row.title, row.description, row.address].filter((part) => part !== undefined).join('\n');
  return (
    (!states || states.includes(row.state)) &&
    (!priorities || priorities.includes(row.priority)) &&
    inCategory(row, category) &&
    (area === undefined || (row.areas as string[]).includes(area)) &&
    (text === undefined || texts.toLowerCase().includes(text.toLowerCase())) &&
    (from === undefined || row.reportedAt >= from) &&
    (to === undefined || row.reportedAt < to) &&
    (source === undefined || row.source === source) &&
    (sourceRef === undefined || row.sourceRef === sourceRef)
  );
}

function inCategory({ category }: Incident, wanted: string | undefined): boolean {
  return wanted === undefined || category === wanted || category.startsWith(`${wanted}/`);
}

function newestFirst(a: Incident, b: Incident): number {
  return b.reportedAt - a.reportedAt || (a.id < b.id ? 1 : -1);
}
