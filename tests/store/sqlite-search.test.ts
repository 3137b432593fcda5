import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { NewFact } from '#data/contract/fact.ts';
import type { IncidentId, SourceName } from '#data/contract/ids.ts';
import type { PastIncident } from '#data/contract/incident.ts';
import { openTextIndex } from '#server/store/sqlite/incidents/text-index.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import type { Store } from '#server/store/store.ts';
import { past } from '../analysis/counted-city.ts';
import { temporaryFolder } from '../support/store-file.ts';

const case_ = (name: string): PastIncident =>
  past(1_000_000, { id: name as IncidentId, sourceRef: name, source: 'old' as SourceName });
const imported = (...names: string[]): NewFact => ({ kind: 'incidents.imported', at: 1, incidents: names.map(case_) });
const names = (count: number, what = 'case') => Array.from({ length: count }, (_, i) => `${what}-${i}`);

async function opened(file = join(temporaryFolder(), 'store.db')): Promise<{ store: Store; file: string }> {
  const store = await openSqliteStore({ file, hourShift: 0 });
  onTestFinished(() => store.close());
  return { store, file };
}
const append = async (store: Store, ...facts: NewFact[]) => {
  const [outcome] = await store.log.append([{ facts }]);
  return outcome?.is === 'appended' ? outcome.first : 0;
};
const found = async (store: Store, text: string) =>
  (await store.incidents.list({ text }, { limit: 500 })).items.map(({ id }) => id).toSorted();

/** What the file says of its index, from outside. */
function indexOf(file: string) {
  const db = new Database(file, { readonly: true });
  try {
    return {
      upto: Number(db.prepare("SELECT value FROM meta WHERE key = 'textUpto'").pluck().get() ?? 0),
      due: db.prepare('SELECT count(*) FROM text_due').pluck().get(),
      newest: db.prepare('SELECT ifnull(max(n), 0) FROM incident').pluck().get(),
    };
  } finally {
    db.close();
  }
}
const indexed = (file: string) =>
  vi.waitFor(() => {
    const { upto, due, newest } = indexOf(file);
    expect([due, upto >= (newest as number)]).toEqual([0, true]);
  }, 20_000);

describe('the index of texts', () => {
  test('of a store of before is filled in steps, and everything is found all the while', async () => {
    const first = await opened();
    await append(first.store, imported(...names(1000)), imported(...names(600, 'other')));
    await first.store.close();
    const db = new Database(first.file);
    db.exec(
      "DROP TABLE lease; DROP TABLE letter; DROP TABLE incident_text; DROP TABLE text_due; DELETE FROM meta WHERE key = 'textUpto'",
    );
    db.pragma('user_version = 5');
    db.close();

    const { store, file } = await opened(first.file);
    expect(await found(store, 'se-99')).toHaveLength(11);
    await indexed(file);
    expect(await found(store, 'se-99')).toHaveLength(11);
    expect(await found(store, 'er-599')).toEqual(['other-599']);
  });

  test('takes in so many at once and no more', async () => {
    const { store, file } = await opened();
    await append(store, imported(...names(1000)), imported(...names(600, 'other')));
    await store.close();
    const db = new Database(file);
    onTestFinished(() => void db.close());
    db.exec("DELETE FROM meta WHERE key = 'textUpto'; DELETE FROM incident_text");
    const { step } = openTextIndex(db);
    const taken: number[] = [];
    while (step()) taken.push(indexOf(file).upto);
    expect(taken).toEqual(Array.from({ length: 16 }, (_, i) => (i + 1) * 100));
  });

  test('loses what is withdrawn, and knows what comes under its number', async () => {
    const { store, file } = await opened();
    await append(store, imported('stays'));
    const from = await append(store, imported('goes-1', 'goes-2'));
    await indexed(file);
    expect(await found(store, 'goes')).toEqual(['goes-1', 'goes-2']);
    const incidents = ['goes-1', 'goes-2'].map(case_);
    await append(store, { kind: 'incidents.withdrawn', at: 2, import: 'old', from, incidents } as unknown as NewFact);
    expect(await found(store, 'goes')).toEqual([]);
    await append(store, imported('comes-1', 'comes-2', 'comes-3'));
    expect(await found(store, 'comes')).toEqual(['comes-1', 'comes-2', 'comes-3']);
    await indexed(file);
    expect(await found(store, 'comes')).toEqual(['comes-1', 'comes-2', 'comes-3']);
    expect(await found(store, 'goes')).toEqual([]);
    expect(await found(store, 'stays')).toEqual(['stays']);
    expect(await store.verify()).toMatchObject({ ok: true });
  });
});

test('a token is looked up while searches are under way', async () => {
  const { store } = await opened();
  await append(store, imported(...names(3000)));
  const order: string[] = [];
  const searches = Array.from({ length: 40 }, () => found(store, 'se-').then(() => order.push('search')));
  await store.tokens.find('none').then(() => order.push('token'));
  await Promise.all(searches);
  expect(order.indexOf('token')).toBeLessThan(40);
});
