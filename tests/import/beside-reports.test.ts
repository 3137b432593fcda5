import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createAreas } from '#server/city/areas.ts';
import { createPlacing } from '#server/city/placing.ts';
import { importCity } from '#server/import/import-city.ts';
import { importFile } from '#server/import/import-file.ts';
import { IncidentMapping } from '#server/import/mapping.ts';
import { readIncidents } from '#server/import/read-incidents.ts';
import { incidentIds } from '#server/intake/incident-id.ts';
import { realClock } from '#server/real-clock.ts';
import type { Store } from '#server/store/store.ts';
import { startApp } from '../support/app.ts';
import { makePack } from '../support/pack.ts';
import { makeReport } from '../support/report.ts';
import { temporaryFolder } from '../support/store-file.ts';

const pack = makePack();
const city = importCity(pack, createAreas(pack), createPlacing(pack.cells));
const [lon, lat] = pack.cells[0]!.anchor;
const mapping = IncidentMapping.parse({
  source: 'old-system',
  key: ['id'],
  when: { columns: 'when', format: 'yyyy-MM-dd HH:mm' },
  where: { lon: 'lon', lat: 'lat' },
  category: { column: 'kind', exact: { theft: 'public-security/theft' } },
});
const fileOf = (rows: number) => {
  const file = join(temporaryFolder(), 'cases.csv');
  const lines = Array.from({ length: rows }, (_, i) => `${i},2026-01-05 10:30,${lon},${lat},theft`);
  writeFileSync(file, ['id,when,lon,lat,kind', ...lines].join('\n'));
  return file;
};

/** An import into that store, as the command line asks a running server for one. */
const takeIn = (
  file: string,
  { incidents, log, records }: Pick<Store, 'incidents' | 'log' | 'records'>,
  read: Parameters<typeof importFile>[0]['read'] = (what) => readIncidents(what, city, incidentIds('test')),
) =>
  importFile(
    {
      log,
      incidents,
      records,
      read,
      clock: realClock,
    },
    {
      file,
      mapping,
      dryRun: false,
      by: { kind: 'rule', id: 'test' },
      progress: () => {},
      signal: new AbortController().signal,
    },
  );

test('an import reads on while the store commits what it read before', async () => {
  const app = await startApp({ pack });
  onTestFinished(() => app.stop());
  const { store } = app;
  let portions = 0;
  let readOn = () => {};
  const isReadingOn = new Promise<void>((done) => (readOn = done));
  async function* read(what: Parameters<typeof readIncidents>[0]) {
    for await (const portion of readIncidents(what, city, incidentIds('test'))) {
      if (portion.rows.length > 0 && ++portions === 2) readOn();
      yield portion;
    }
  }
  const append: Store['log']['append'] = async (entries) => {
    await isReadingOn;
    return store.log.append(entries);
  };
  const report = await takeIn(fileOf(1000), { ...store, log: { ...store.log, append } }, read);
  expect(report).toMatchObject({ taken: 1000 });
});

test('live reports are answered while an import waits for what the store knows, and between two of its portions', async () => {
  const app = await startApp({ pack });
  onTestFinished(() => app.stop());
  const { store } = app;
  const authorization = `Bearer ${await app.addSource('hotline')}`;
  const report = async (sourceRef: string) => {
    const headers = { authorization, 'content-type': 'application/json' };
    const body = JSON.stringify(makeReport({ sourceRef }));
    expect((await fetch(`${app.url}/api/v1/incidents`, { method: 'POST', headers, body })).status).toBe(201);
  };
  await takeIn(fileOf(3000), store);

  const order: string[] = [];
  let isAsked = () => {};
  let letKnow = () => {};
  const asked = new Promise<void>((done) => (isAsked = done));
  const answered = new Promise<void>((done) => (letKnow = done));
  const slow = {
    ...store,
    incidents: {
      ...store.incidents,
      async knownRefs(source: string, refs: readonly string[]) {
        isAsked();
        await answered;
        return store.incidents.knownRefs(source, refs);
      },
    },
    log: {
      ...store.log,
      async append(entries: Parameters<Store['log']['append']>[0]) {
        const outcomes = await store.log.append(entries);
        if (entries.some(({ facts }) => facts.some(({ kind }) => kind === 'incidents.imported'))) order.push('portion');
        return outcomes;
      },
    },
  };
  const over = takeIn(fileOf(12_000), slow).then(({ taken, refused }) => {
    order.push('import');
    return { taken, known: refused['known']?.count };
  });
  await asked;
  await report('while it waits');
  letKnow();
  while (!order.includes('portion')) await new Promise(setImmediate);
  await report('between two portions').then(() => order.push('report'));
  expect(await over).toEqual({ taken: 9000, known: 3000 });
  expect(order.indexOf('report')).toBeLessThan(order.indexOf('import'));
  expect(order.filter((one) => one === 'portion')).toHaveLength(36);
});
