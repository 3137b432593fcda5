import type { Seq } from '#data/contract/ids.ts';
import type { PastIncident } from '#data/contract/incident.ts';
import type { FactLog, IncidentIndex, Records } from '#server/store/store.ts';

/** As much of a store as an import sees: a log with idempotency keys, and the index of its incidents. */
export function keptIncidents() {
  const keys = new Map<string, Seq>();
  const kept = new Map<string, PastIncident>();
  let seq = 0;
  let onAppend = () => {};
  const log: Pick<FactLog, 'append'> = {
    append: async (entries) =>
      entries.map(({ key, facts }) => {
        const first = key === undefined ? undefined : keys.get(key);
        if (first !== undefined) return { is: 'repeated', first };
        const at = ++seq as Seq;
        if (key !== undefined) keys.set(key, at);
        for (const fact of facts)
          if (fact.kind === 'incidents.imported')
            for (const incident of fact.incidents) kept.set(incident.id, incident);
        onAppend();
        return { is: 'appended', first: at, last: at };
      }),
  };
  const incidents: Pick<IncidentIndex, 'knownRefs' | 'timeline'> = {
    timeline: async () => [],
    async knownRefs(source, refs) {
      const own = [...kept.values()].filter((incident) => incident.source === source);
      const known = new Set(own.map(({ sourceRef }) => sourceRef));
      return refs.filter((ref) => known.has(ref));
    },
  };
  const records: Pick<Records, 'about'> = { about: async () => [] };
  return {
    log,
    records,
    incidents,
    all: () => [...kept.values()],
    facts: () => seq,
    /** Called after each append from now on. */
    afterAppend: (run: () => void) => void (onAppend = run),
  };
}
