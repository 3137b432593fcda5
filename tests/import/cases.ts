import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { ImportId } from '#data/contract/ids.ts';
import type { PastIncident } from '#data/contract/incident.ts';
import { createAreas } from '#server/city/areas.ts';
import { createPlacing } from '#server/city/placing.ts';
import { loadCityPack } from '#server/city/load.ts';
import { incidentIds } from '#server/intake/incident-id.ts';
import { importCity } from '#server/import/import-city.ts';
import { importFile } from '#server/import/import-file.ts';
import { readIncidents } from '#server/import/read-incidents.ts';
import type { ImportReport } from '#data/contract/import.ts';
import { IncidentMapping } from '#server/import/mapping.ts';
import { keptIncidents } from './kept-incidents.ts';

export const casesFolder = join(import.meta.dirname, '../fixtures/imports');
const pack = await loadCityPack(join(import.meta.dirname, '../../data/city/xining'));
const city = importCity(pack, createAreas(pack), createPlacing(pack.cells));
const now = Date.parse('2026-11-23T12:00:00Z');

/** What a mapping of the cases says, but for `over`. */
export function caseMapping(name: string, over: object = {}): IncidentMapping {
  return IncidentMapping.parse({ ...JSON.parse(readFileSync(join(casesFolder, name), 'utf8')), ...over });
}

type KeptCases = Pick<ReturnType<typeof keptIncidents>, 'log' | 'incidents' | 'records'> & { all?(): PastIncident[] };

/** Takes a case in: the report, and the incidents that it brought. */
export async function takeCase(
  name: string,
  mapping: IncidentMapping,
  store: KeptCases = keptIncidents(),
  replaces?: ImportId,
): Promise<{ report: ImportReport; taken: PastIncident[] }> {
  const report = await importFile(
    {
      log: store.log,
      incidents: store.incidents,
      records: store.records,
      read: (what) => readIncidents(what, city, incidentIds('test')),
      clock: { now: () => now, after: () => () => {} },
    },
    {
      file: isAbsolute(name) ? name : join(casesFolder, name),
      mapping,
      dryRun: false,
      ...(replaces !== undefined && { replaces }),
      by: { kind: 'rule', id: 'test' },
      progress: () => {},
      signal: new AbortController().signal,
    },
  );
  return { report, taken: store.all?.() ?? [] };
}
