import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { IncidentId } from '#data/contract/ids.ts';
import type { KeptContact } from '#data/contract/incident.ts';
import { createContacts } from '#server/intake/contacts/contacts.ts';
import { KEYS } from '#server/intake/contacts/day-keys.ts';
import { forgetContacts } from '#server/intake/contacts/forget.ts';
import { newKey, unseal } from '#server/intake/contacts/sealing.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import type { Store } from '#server/store/store.ts';
import { MONDAY, reported } from '../support/store-facts.ts';
import { temporaryFolder } from '../support/store-file.ts';

const DAY = 24 * 3600_000;
const ann = { name: 'Ann', phone: '555-0100' };
const id = (text: string) => text as IncidentId;

async function opened(): Promise<Store> {
  const store = await openSqliteStore({ file: join(temporaryFolder(), 'store.db'), hourShift: 0 });
  onTestFinished(() => store.close());
  return store;
}

/** Incidents with a contact that came in at `at`. */
async function told(store: Store, at: number, ...ids: string[]): Promise<Map<string, KeptContact>> {
  const seal = await createContacts(store).sealer(at);
  const kept = new Map(ids.map((each) => [each, seal(ann)]));
  for (const [each, contact] of kept)
    await store.log.append([{ facts: [reported(each, { contact, reportedAt: at, times: { received: at } })] }]);
  return kept;
}

const close = (store: Store, incident: string) =>
  store.log.append([
    {
      facts: [
        {
          kind: 'incident.cancelled',
          at: MONDAY,
          by: { kind: 'system', id: 'test' },
          incident: id(incident),
          rev: 2,
          reason: 'test',
        } as never,
      ],
    },
  ]);

const forget = (store: Store, before: number) => forgetContacts({ ...store, goesOn: () => true }, before);

test('a contact stands in the log under a key of its day, and is opened with it by any process', async () => {
  const store = await opened();
  const kept = await told(store, MONDAY, 'a', 'b');
  const [fact] = await store.log.read(0 as never, 1);
  expect(JSON.stringify(fact)).not.toMatch(/Ann|555/);
  expect(kept.get('a')).not.toEqual(kept.get('b'));
  for (const [each, contact] of kept) expect(await createContacts(store).open(id(each), contact)).toEqual(ann);
  expect(await store.drawers.list(KEYS)).toHaveLength(1);
});

test('two processes that need the first key of a day at once get the same', async () => {
  const store = await opened();
  const seals = await Promise.all([createContacts(store), createContacts(store)].map((each) => each.sealer(MONDAY)));
  for (const seal of seals) expect(await createContacts(store).open(id('a'), seal(ann))).toEqual(ann);
});

test('what an older version kept is read as it stands', async () => {
  expect(await createContacts(await opened()).open(id('a'), ann)).toEqual(ann);
});

test('deleted are the days that had ended, and what they sealed nobody opens; the chain holds', async () => {
  const store = await opened();
  const old = await told(store, MONDAY, 'a');
  const young = await told(store, MONDAY + DAY, 'b');
  await close(store, 'a');
  await close(store, 'b');
  expect(await forget(store, MONDAY + DAY)).toBe(1);
  expect(await createContacts(store).open(id('a'), old.get('a')!)).toBeNull();
  expect(await createContacts(store).open(id('b'), young.get('b')!)).toEqual(ann);
  expect(await forget(store, MONDAY + DAY)).toBe(0);
  expect(await store.verify()).toMatchObject({ ok: true });
});

test('an incident that is open keeps its own alone, until it has ended', async () => {
  const store = await opened();
  const kept = await told(store, MONDAY, 'open', 'ended');
  await close(store, 'ended');
  await forget(store, MONDAY + 10 * DAY);
  expect(await createContacts(store).open(id('open'), kept.get('open')!)).toEqual(ann);
  expect(await createContacts(store).open(id('ended'), kept.get('ended')!)).toBeNull();
  await close(store, 'open');
  await forget(store, MONDAY + 10 * DAY);
  expect(await createContacts(store).open(id('open'), kept.get('open')!)).toBeNull();
  expect(await store.drawers.list(KEYS)).toEqual([]);
});

test('nobody deletes whose turn it is not', async () => {
  const store = await opened();
  await told(store, MONDAY, 'a');
  expect(await forgetContacts({ ...store, goesOn: () => false }, MONDAY + 10 * DAY)).toBe(0);
  expect(await store.drawers.list(KEYS)).toHaveLength(1);
});

test('what was changed is not opened', async () => {
  const store = await opened();
  const contact = (await told(store, MONDAY, 'a')).get('a') as { day: string; salt: string; sealed: string };
  const other = { ...contact, sealed: contact.sealed.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) };
  expect(await createContacts(store).open(id('a'), other)).toBeNull();
  expect(unseal(contact, newKey())).toBeNull();
});

test('of a key that was deleted nothing is left in the file', async () => {
  const file = join(temporaryFolder(), 'store.db');
  const store = await openSqliteStore({ file, hourShift: 0 });
  await told(store, MONDAY, 'a');
  await close(store, 'a');
  const key = String(await store.drawers.get(KEYS, '2026-01-05'));
  expect(key).toHaveLength(43);
  await forget(store, MONDAY + 10 * DAY);
  await store.close();
  expect(readFileSync(file).includes(key)).toBe(false);
});
