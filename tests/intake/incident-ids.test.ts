import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SourceName } from '#data/contract/ids.ts';
import { DEMO_SOURCE, demoIds, idsWithDemo } from '#server/demo/exercise.ts';
import { incidentIds } from '#server/intake/incident-id.ts';
import { keptFolder } from '../access/kept-folder.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { makeReport } from '../support/report.ts';
import { apart, imported, past, reported } from '../support/store-facts.ts';

const source = 'hotline' as SourceName;

/** An id as versions before 0.1.0 made them: anybody who guesses a reference can make it too. */
function guessable(ref: string): string {
  const bits = [...createHash('sha256').update(`${source}\0${ref}`).digest()].map((byte) =>
    byte.toString(2).padStart(8, '0'),
  );
  const five = bits.join('').match(/.{5}/g)!.slice(0, 16);
  return five.map((letter) => '0123456789abcdefghjkmnpqrstvwxyz'[parseInt(letter, 2)]).join('');
}

async function post(app: RunningApp, sourceRef: string) {
  const token = await app.addSource(source);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify(makeReport({ source, sourceRef, reportedAt: '2026-01-05T00:00:00Z' }));
  const answer = await fetch(`${app.url}/api/v1/incidents`, { method: 'POST', headers, body });
  return { status: answer.status, id: (await answer.json()).id as string };
}

describe('an id', () => {
  const ids = incidentIds('the secret of one installation');

  test('is 80 bits in letters, the same each time, another for each source and reference', () => {
    const all = [ids('hotline', '42'), ids('hotline', '43'), ids('hotlin', 'e42'), ids('phone', '42')];
    for (const id of all) expect(id).toMatch(/^[0-9a-hjkmnp-z]{16}$/);
    expect(new Set(all).size).toBe(4);
    expect(ids('hotline', '42')).toBe(all[0]);
  });

  test('cannot be made by somebody who guesses the reference', () => {
    expect(ids(source, '13800000000')).not.toBe(guessable('13800000000'));
    expect(incidentIds('of another')(source, '13800000000')).not.toBe(ids(source, '13800000000'));
  });

  test('of the demo itself is of its seed, of a visitor’s report to it of the installation', () => {
    const [here, there] = ['one', 'two'].map((secret) => idsWithDemo('seed', incidentIds(secret)));
    expect(here!(DEMO_SOURCE, '1')).toBe(there!(DEMO_SOURCE, '1'));
    expect(here!(DEMO_SOURCE, '1')).toBe(demoIds('seed')(DEMO_SOURCE, '1'));
    expect(here!(source, '1')).not.toBe(there!(source, '1'));
  });
});

describe('a store with ids that were made otherwise', () => {
  const folder = keptFolder(afterAll);
  let app: RunningApp;
  beforeAll(async () => {
    const before = await startApp({ folder });
    const old = reported(guessable('live'), { source, sourceRef: 'live' });
    await before.store.log.append([
      { facts: [old], key: `report:${source}:live` },
      ...apart(imported(past(guessable('imported'), { source, sourceRef: 'imported' }))),
    ]);
    await before.stop();
    app = await startApp({ folder });
  });
  afterAll(() => app.stop());

  test('keeps the id of what was reported, and the report that comes again is the same', async () => {
    expect(await post(app, 'live')).toEqual({ status: 200, id: guessable('live') });
  });

  test('keeps the id of what was imported, and a report of it is the same', async () => {
    expect((await post(app, 'imported')).id).toBe(guessable('imported'));
    const page = await app.store.incidents.list({ source, sourceRef: 'imported' }, { limit: 5 });
    expect(page.items.map(({ id }) => id)).toEqual([guessable('imported')]);
  });

  test('gives what is new an id that nobody guesses', async () => {
    const made = await post(app, 'new');
    expect(made.status).toBe(201);
    expect(made.id).not.toBe(guessable('new'));
  });
});

test('restored beside another secret, a report that comes again is the same incident', async () => {
  const folder = keptFolder();
  const before = await startApp({ folder, secret: 'of the first machine' });
  const first = await post(before, '4711');
  await before.stop();
  const app = await startApp({ folder, secret: 'of the second machine' });
  expect(await post(app, '4711')).toEqual({ status: 200, id: first.id });
  await app.stop();
});
