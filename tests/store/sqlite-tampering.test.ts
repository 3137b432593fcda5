import Database from 'better-sqlite3';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Seq, SourceName } from '#data/contract/ids.ts';
import { seededRandom } from '#data/kit/random.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { GENESIS } from '#server/store/rows/chain.ts';
import { headText } from '#server/store/sqlite/log/log-rows.ts';
import { verifyFile } from '#server/store/sqlite/verify-file.ts';
import { verifyStore } from '#server/store/sqlite/whole/verify.ts';
import type { Anchor } from '#server/store/store.ts';
import { apart, imported, noted, past, registered, reported, triaged } from '../support/store-facts.ts';
import { temporaryFolder } from '../support/store-file.ts';

const FACTS = 200;
const ROUNDS = 1000;

type Row = { seq: number; at: number; kind: string; body: string; hash: Buffer };
/** Spoils a log behind the store's back; gives the seq of the first fact that is not as it was. */
type Tamper = (db: Database.Database, at: number, other: number) => number;

const ways: Record<string, Tamper> = {
  'edits a letter': (db, at) => {
    db.prepare("UPDATE fact SET body = replace(body, 'police', 'pol1ce') WHERE seq = ?").run(at);
    return at;
  },
  'edits the time beside the content': (db, at) => (
    db.prepare('UPDATE fact SET at = at + 1 WHERE seq = ?').run(at),
    at
  ),
  'edits the kind beside the content': (db, at) => (db.prepare("UPDATE fact SET kind = 'x' WHERE seq = ?").run(at), at),
  'edits a hash': (db, at) => (db.prepare('UPDATE fact SET hash = randomblob(32) WHERE seq = ?').run(at), at),
  'deletes a fact': (db, at) => (db.prepare('DELETE FROM fact WHERE seq = ?').run(at), at),
  'cuts the end off': (db, at) => (db.prepare('DELETE FROM fact WHERE seq >= ?').run(at), at),
  'swaps two facts': (db, at, other) => {
    const read = db.prepare<[number], Row>('SELECT * FROM fact WHERE seq = ?');
    const write = db.prepare('UPDATE fact SET at = ?, kind = ?, body = ?, hash = ? WHERE seq = ?');
    const [a, b] = [read.get(at)!, read.get(other)!];
    write.run(b.at, b.kind, b.body, b.hash, at);
    write.run(a.at, a.kind, a.body, a.hash, other);
    return Math.min(at, other);
  },
};

test(`every one of ${ROUNDS} edits, deletions, swaps and cuts of the log is found, and the first bad fact named`, async () => {
  const file = join(temporaryFolder(), 'store.db');
  const store = await openSqliteStore({ file, hourShift: 0 });
  // Of one length and about nobody's case, so that only the chain can tell.
  await store.log.append(apart(...Array.from({ length: FACTS }, (_, i) => registered(`u${1000 + i}`))));
  await store.close();
  const sound = readFileSync(file);
  const random = seededRandom('tampering');
  const pick = () => 1 + Math.floor(random() * FACTS);
  const names = Object.keys(ways);
  const missed: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const name = names[round % names.length]!;
    const [at, other] = [pick(), pick()];
    if (at === other) continue;
    writeFileSync(file, sound);
    const db = new Database(file);
    const expected = ways[name]!(db, at, other);
    const found = verifyStore(db, () => {});
    if (found.ok || found.firstBad !== expected) missed.push(`${name} at ${at}: ${JSON.stringify(found)}`);
    db.close();
  }
  expect(missed).toEqual([]);
});

const spoilIndex: [string, string][] = [
  ['a category in the index', "UPDATE incident SET category = category + 1 WHERE id = 'a'"],
  ['a body in the index', "UPDATE incident SET body = replace(body, '\"rev\":2', '\"rev\":3') WHERE id = 'a'"],
  ['an incident in the index', "DELETE FROM incident WHERE id = 'p'"],
  ['a line of a timeline', 'DELETE FROM incident_fact WHERE seq = 3'],
  ['a count of a roll-up', 'UPDATE rollup SET count = count + 1'],
  ['a whole roll-up', 'DELETE FROM rollup'],
  ['a line of a record', "DELETE FROM record WHERE subject = 'audit'"],
  ['a record of nothing', "INSERT INTO record VALUES ('audit', 1)"],
  ['a head that was taken back', "UPDATE subject_head SET seq = seq - 1 WHERE subject = 'incident/p'"],
  ['a head that is lost', "DELETE FROM subject_head WHERE subject = 'unit/u1'"],
  ['a head that is ahead', "UPDATE subject_head SET seq = seq + 1 WHERE subject = 'incident/a'"],
  ['a head of nothing', "INSERT INTO subject_head VALUES ('cell/c1', 1)"],
];
const byPerson = { ...registered('u1'), by: { kind: 'person' as const, id: 'ann' } };
test.each(spoilIndex)('%s that no fact explains is found', async (_, sql) => {
  const file = join(temporaryFolder(), 'store.db');
  const store = await openSqliteStore({ file, hourShift: 0 });
  await store.log.append(
    apart(reported('a'), imported(past('p')), noted('a', 2), triaged('p', 2, 'service/advice'), byPerson),
  );
  await store.close();
  const db = new Database(file);
  expect(verifyStore(db, () => {})).toMatchObject({ ok: true });
  db.exec(sql);
  expect(verifyStore(db, () => {})).toMatchObject({
    ok: false,
    why: expect.stringMatching(/index|timeline|roll-up|record|head/),
  });
  db.close();
});

const grant = { kind: 'source' as const, name: 'hotline' as SourceName };
const spoilRegister: [string, string][] = [
  ['a person who was changed', `UPDATE drawer SET body = replace(body, 'officer', 'admin') WHERE id = 'ann'`],
  ['a person who was taken out', "DELETE FROM drawer WHERE id = 'ann'"],
  ['a person who was put in', "INSERT INTO drawer VALUES ('person', 'eve', '{}')"],
  ['a leaver who was put back', `INSERT INTO drawer VALUES ('person', 'bob', '{"role":"officer"}')`],
  ['a photo that was exchanged', "UPDATE drawer SET body = x'ffd8' WHERE drawer = 'photo'"],
  ['a token that was deleted', "DELETE FROM token WHERE sha256 = 'aa'"],
  ['a token that is good for more', `UPDATE token SET body = replace(body, 'hotline', 'phone')`],
  ['a token that nobody ends by its name any more', `UPDATE token SET name = 'other' WHERE sha256 = 'aa'`],
  ['a person who was moved to another drawer', `UPDATE drawer SET drawer = 'session' WHERE id = 'ann'`],
  ['a session that was moved to the people', `UPDATE drawer SET drawer = 'person' WHERE id = 's'`],
  ['a token that was put in', "INSERT INTO token VALUES ('ee', 'eve', '{}')"],
  ['a revoked token that was put back', `INSERT INTO token VALUES ('bb', 'gone', '{"kind":"source","name":"gone"}')`],
];

async function storeWithRegister(file: string): Promise<void> {
  const store = await openSqliteStore({ file, hourShift: 0 });
  await store.drawers.put('person', 'ann', '{"role":"officer"}');
  await store.drawers.putIf('person', 'ann', '{"role":"officer","area":"1"}', store.changes.upto());
  await store.drawers.put('person', 'bob', '{"role":"officer"}');
  await store.drawers.remove('person', 'bob');
  await store.drawers.put('photo', 'ph', new Uint8Array([255, 216, 0]));
  await store.drawers.put('session', 's', 'not vouched for');
  await store.tokens.add('aa', grant);
  await store.tokens.add('bb', { ...grant, name: 'gone' as SourceName });
  await store.tokens.revoke('gone');
  await store.close();
}

test.each(spoilRegister)('%s is found', async (_what, sql) => {
  const file = join(temporaryFolder(), 'store.db');
  await storeWithRegister(file);
  const db = new Database(file);
  expect(verifyStore(db, () => {})).toMatchObject({ ok: true, facts: 8 });
  expect(db.prepare(sql).run().changes).toBe(1);
  expect(verifyStore(db, () => {})).toMatchObject({ ok: false, why: expect.stringMatching(/vouche/) });
  db.close();
});

test('a store of the time before vouches for what it holds when it is opened, and never again', async () => {
  const file = join(temporaryFolder(), 'store.db');
  await storeWithRegister(file);
  const older = new Database(file);
  const asOlder = (also = '') =>
    older.exec(
      `${also}; DROP TABLE lease; DROP TABLE letter; DELETE FROM meta WHERE key = 'vouched'; PRAGMA user_version = 6`,
    );
  asOlder(`DELETE FROM fact; UPDATE meta SET value = '${headText({ seq: 0, hash: GENESIS })}' WHERE key = 'head'`);
  expect(verifyStore(older, () => {})).toMatchObject({ ok: true, facts: 0 });
  const store = await openSqliteStore({ file, hourShift: 0 });
  expect(await store.verify()).toMatchObject({ ok: true, facts: 3 });
  await store.close();
  // Made older once more, with somebody put in: what a log that vouches has not got is not vouched for.
  asOlder("INSERT INTO drawer VALUES ('person', 'eve', '{}')");
  older.close();
  const again = await openSqliteStore({ file, hourShift: 0 });
  expect(await again.verify()).toMatchObject({ ok: false, why: expect.stringContaining('person eve') });
  await again.close();
});

test('a log that was rewritten from its beginning, or is an older one, is not that of the anchor', async () => {
  const [file, rewritten] = ['store.db', 'rewritten.db'].map((name) => join(temporaryFolder(), name)) as [
    string,
    string,
  ];
  const fill = async (file: string, ...names: string[]) => {
    const store = await openSqliteStore({ file, hourShift: 0 });
    await store.log.append(apart(...names.map((name) => registered(name))));
    const found = await store.verify();
    await store.close();
    if (!found.ok) throw new Error(found.why);
    return { seq: found.head, hash: found.hash };
  };
  const early = await fill(file, 'u1', 'u2');
  const anchor = await fill(file, 'u3');
  const verify = async (file: string, anchor: Anchor) => {
    const db = new Database(file);
    const found = verifyStore(db, () => {}, { anchor });
    db.close();
    return found;
  };
  await fill(file, 'u4');
  for (const one of [early, anchor]) expect(await verify(file, one)).toMatchObject({ ok: true });
  await fill(rewritten, 'u1', 'u9');
  expect(await verify(rewritten, early)).toMatchObject({
    ok: false,
    firstBad: 2,
    why: expect.stringContaining('anchor'),
  });
  expect(await verify(rewritten, anchor)).toMatchObject({
    ok: false,
    firstBad: 3,
    why: expect.stringContaining('anchor'),
  });
});

const spoilEnds: [string, string, string][] = [
  ['a key that was deleted', "DELETE FROM entry_key WHERE key = 'k1'", 'of 2 keys of commands 1 are kept'],
  ['a key that leads elsewhere', "UPDATE entry_key SET first = 1 WHERE key = 'k2'", 'a key of a command is not'],
  ['a key that was exchanged', "UPDATE entry_key SET key = 'k3' WHERE key = 'k2'", 'a key of a command is not'],
  ['a key that was put in', "INSERT INTO entry_key VALUES ('k3', 1)", 'of 2 keys of commands 3 are kept'],
  ['a count of keys that is lost', "DELETE FROM meta WHERE key = 'keys'", 'keys of commands there are is not written'],
  ['an end of the log that is lost', "DELETE FROM meta WHERE key = 'head'", 'where the log ends is not written down'],
  ['another epoch', "UPDATE meta SET value = 'other' WHERE key = 'epoch'", 'the epoch is not the one that was served'],
];

test.each(spoilEnds)('%s is found', async (_what, sql, why) => {
  const file = join(temporaryFolder(), 'store.db');
  const store = await openSqliteStore({ file, hourShift: 0 });
  const entry = (key: string, name: string) => ({ key, facts: [registered(name)] });
  await store.log.append([entry('k1', 'u1'), entry('k2', 'u2'), entry('k1', 'u1')]);
  // Its key is given back: what it was decided on has changed.
  await store.log.append([{ ...entry('k4', 'u2'), guards: [{ subject: 'unit/u2', at: 0 as Seq }] }]);
  expect(await store.verify()).toMatchObject({ ok: true, facts: 2 });
  await store.close();
  expect(await verifyFile(file, () => {})).toMatchObject({ ok: true });
  const db = new Database(file);
  expect(db.prepare(sql).run().changes).toBe(1);
  db.close();
  expect(await verifyFile(file, () => {})).toMatchObject({ ok: false, why: expect.stringContaining(why) });
});

test('a store of the time before counts its keys when it is opened', async () => {
  const file = join(temporaryFolder(), 'store.db');
  const store = await openSqliteStore({ file, hourShift: 0 });
  await store.log.append([{ key: 'k1', facts: [registered('u1')] }]);
  await store.close();
  const older = new Database(file);
  older.exec(
    "DROP TABLE lease; DROP TABLE letter; DELETE FROM meta WHERE key IN ('keys', 'head'); PRAGMA user_version = 7",
  );
  older.close();
  const again = await openSqliteStore({ file, hourShift: 0 });
  expect(await again.log.append([{ key: 'k1', facts: [registered('u1')] }])).toMatchObject([{ is: 'repeated' }]);
  expect(await again.verify()).toMatchObject({ ok: true, facts: 1 });
  await again.close();
});
