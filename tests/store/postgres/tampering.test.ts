import type { Client } from 'pg';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { openLine } from '#server/store/postgres/connect/line.ts';
import { readAddress } from '#server/store/postgres/connect/address.ts';
import { openPostgresStore } from '#server/store/postgres/open.ts';
import { verifyDatabase } from '#server/store/postgres/whole/verify.ts';
import type { SourceName } from '#data/contract/ids.ts';
import { describeWithDatabase } from '../../support/postgres/with-database.ts';
import { apart, imported, merged, noted, past, registered, reported } from '../../support/store-facts.ts';

/** What somebody does behind the store's back, the fact that is named, and why. */
const ways: [what: string, sql: string, firstBad: number, why: RegExp][] = [
  [
    'a letter of a fact',
    "UPDATE fact SET body = replace(body, 'seen', 'sean') WHERE seq = 2",
    2,
    /hash does not follow/,
  ],
  ['its time beside it', 'UPDATE fact SET at = at + 1 WHERE seq = 3', 3, /time or kind/],
  ['its kind beside it', "UPDATE fact SET kind = 'x' WHERE seq = 3", 3, /time or kind/],
  ['its hash', "UPDATE fact SET hash = sha256('x') WHERE seq = 3", 3, /hash does not follow/],
  ['a fact gone', 'DELETE FROM fact WHERE seq = 4', 4, /missing/],
  ['the end cut off', 'DELETE FROM fact WHERE seq > 6', 7, /cut: it ended at fact 9/],
  ['the end cut off and written down', 'DELETE FROM fact WHERE seq > 6; UPDATE head SET seq = 6', 7, /cut/],
  ['an incident gone', "DELETE FROM incident WHERE id = 'b'", 4, /b is not in the index/],
  ['a past case gone', "DELETE FROM incident WHERE id = 'q'", 5, /q is not in the index/],
  ['a column of an incident', "UPDATE incident SET priority = 1 WHERE id = 'a'", 7, /row of incident a/],
  ['the text of a past case', "UPDATE incident SET text = 'x' WHERE id = 'p'", 5, /row of incident p/],
  [
    'the body of an incident',
    "UPDATE incident SET body = replace(body, '\"rev\":3', '\"rev\":9') WHERE id = 'a'",
    7,
    /row of incident a/,
  ],
  ['a fact out of a timeline', 'DELETE FROM incident_fact WHERE seq = 2', 2, /timeline of a/],
  ['a count', 'UPDATE rollup SET count = count + 1', 9, /roll-up of hour/],
  ['a count gone', 'DELETE FROM rollup', 9, /roll-up of hour/],
  ['a record gone', 'DELETE FROM record WHERE seq = 6', 6, /record of unit\/v/],
  ['a record too many', "INSERT INTO record VALUES ('unit/u', 3)", 9, /records are kept/],
  ['a head set back', "UPDATE subject_head SET seq = 1 WHERE subject = 'incident/a'", 2, /newer than the head/],
  ['a head too many', "INSERT INTO subject_head VALUES ('unit/none', 3)", 9, /heads are kept/],
  [
    'a person changed',
    'UPDATE drawer SET text = \'{"role":"admin"}\' WHERE id = \'ann\'',
    8,
    /what is kept of person ann/,
  ],
  ['a person gone', "DELETE FROM drawer WHERE id = 'ann'", 8, /person ann, .* is not kept any more/],
  ['a person put in', "INSERT INTO drawer VALUES ('person', 'eve', '{}', NULL)", 9, /nothing vouches for person eve/],
  ['a token put in', "INSERT INTO token VALUES ('ee', 'eve', '{\"name\":\"eve\"}')", 9, /nothing vouches for token ee/],
  ['a token renamed', "UPDATE token SET name = 'other'", 9, /name beside token/],
  ['a key gone', 'DELETE FROM entry_key', 9, /keys of commands/],
  ['a key changed', "UPDATE entry_key SET first = 2 WHERE key = 'k'", 9, /a key of a command/],
];

describeWithDatabase('what somebody changes in the database is found', (database) => {
  beforeAll(async () => {
    const store = await openPostgresStore({ url: database.url, node: 'test', hourShift: 0, secret: 'one' });
    await store.log.append([
      { facts: [reported('a')], key: 'k' },
      ...apart(noted('a', 2), registered('u'), reported('b')),
    ]);
    const described = { kind: 'unit.checked-in', at: 5, unit: 'v' } as never;
    await store.log.append(apart(imported(past('p'), past('q')), described, merged('a', 3, 'b')));
    await store.drawers.put('person', 'ann', '{}');
    await store.tokens.add('aa', { kind: 'source', name: 'hotline' as SourceName });
    expect(await store.verify()).toMatchObject({ ok: true, head: 9 });
    await store.close();
  });
  test.each(ways)('%s', async (_what, sql, firstBad, why) => {
    // Never committed: seen by whoever is in the same transaction, and gone afterwards.
    const line = await openLine({ address: readAddress(database.url), name: 'test' });
    onTestFinished(() => line.end());
    await line.query('BEGIN');
    await line.query(sql);
    const own = Object.assign(Object.create(line) as Client, {
      query: (text: string, values?: unknown[]) =>
        /^(BEGIN|ROLLBACK)/.test(text) ? Promise.resolve({ rows: [] }) : line.query(text, values),
    });
    expect(await verifyDatabase(own, { archive: 'archive', progress: () => {}, anchor: null })).toMatchObject({
      ok: false,
      firstBad,
      why: expect.stringMatching(why),
    });
  });

  test('a log that agrees with itself, but is not the one of the anchor', async () => {
    const store = await openPostgresStore({ url: database.url, node: 'test', hourShift: 0, secret: 'one' });
    onTestFinished(() => store.close());
    const sound = await store.verify();
    const hash = sound.ok ? sound.hash : '';
    expect(await store.verify(() => {}, { seq: 9, hash })).toMatchObject({ ok: true });
    expect(await store.verify(() => {}, { seq: 8, hash })).toMatchObject({
      ok: false,
      firstBad: 8,
      why: expect.stringContaining('anchor'),
    });
    expect(await store.verify(() => {}, { seq: 12, hash })).toMatchObject({ ok: false, firstBad: 10 });
  });
});
