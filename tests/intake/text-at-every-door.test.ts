import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createContacts } from '#server/intake/contacts/contacts.ts';
import { unitCommands } from '#data/contract/commands/unit.ts';
import { AddPerson } from '#data/contract/person.ts';
import { Names } from '#data/contract/city-pack.ts';
import Database from 'better-sqlite3';
import type { IncidentId, SourceName } from '#data/contract/ids.ts';
import { cleanText, cut, keyText, refForm } from '#data/kit/text.ts';
import { nameKey } from '#server/access/register.ts';
import { unitIdOf } from '#server/intake/check-fix.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { prepareRestore } from '#server/store/sqlite/restore.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { makeReport } from '../support/report.ts';
import { reported } from '../support/store-facts.ts';

let app: RunningApp;
let folder: string;
let token: string;
beforeAll(async () => {
  app = await startApp();
  folder = mkdtempSync(join(tmpdir(), 'watchfloor-text-'));
  token = await app.addSource('hotline');
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

const half = '\ud83d';
/** 火 in GB18030. */
const foreign = Buffer.from([0xbb, 0xf0]);

async function post(body: unknown, type = 'application/json') {
  const response = await fetch(`${app.url}/api/v1/incidents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    body: body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** A report whose reference ends in bytes that are not UTF-8. */
function inAnotherEncoding(last: number): Buffer {
  const [before = '', after = ''] = JSON.stringify(makeReport({ sourceRef: 'CUT' })).split('CUT');
  return Buffer.concat([Buffer.from(before), foreign, Buffer.from([last]), Buffer.from(after)]);
}

describe('a report', () => {
  test('with half a character or a control character in its texts is taken, and the answer says what was put right', async () => {
    const { status, body } = await post(
      makeReport({
        title: `half an emoji ${half}`,
        description: 'one\u0000\u0007 two\r\nthree\tfour',
        address: 'whole 🙂',
        contact: { name: `${half}Li`, phone: '555' },
      }),
    );
    expect(status).toBe(201);
    expect(body.cleaned).toEqual(['/title', '/description', '/contact/name']);
    const incident = app.board().incidents.get(body.id)!;
    expect(await createContacts(app.store).open(body.id, incident.contact!)).toEqual({
      name: '\ufffdLi',
      phone: '555',
    });
    expect(incident).toMatchObject({
      title: 'half an emoji \ufffd',
      description: 'one two\nthree\tfour',
      address: 'whole 🙂',
    });
  });

  test.each([`ref${half}`, 'ref\u0000', 'a\tb', 'a\nb'])(
    'with the reference %j is refused, with a pointer',
    async (sourceRef) => {
      const { status, body } = await post(makeReport({ sourceRef }));
      expect(status).toBe(422);
      expect(body.errors).toMatchObject([{ pointer: '/sourceRef' }]);
    },
  );

  test('is known by its reference whatever blanks are around it and however its letters are composed', async () => {
    const { body: first } = await post(makeReport({ sourceRef: 'Caf\u00e9' }));
    const again = await post({ ...makeReport(), sourceRef: ' Cafe\u0301 ' });
    expect(again).toMatchObject({ status: 200, body: { id: first.id } });
  });

  test('is known by its reference whatever blanks are in it, and a UUID in capitals or not', async () => {
    const { body: first } = await post(makeReport({ sourceRef: 'A 1' }));
    for (const sourceRef of ['A  1', 'A\u3000 1', '\u00a0A\u20031 '])
      expect(await post({ ...makeReport(), sourceRef })).toMatchObject({ status: 200, body: { id: first.id } });
    const capitals = 'F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6';
    const { body: one } = await post(makeReport({ sourceRef: capitals }));
    expect(await post({ ...makeReport(), sourceRef: capitals.toLowerCase() })).toMatchObject({
      status: 200,
      body: { id: one.id },
    });
    expect(app.board().incidents.get(one.id)).toMatchObject({ sourceRef: capitals.toLowerCase() });
    // Of anything else nobody knows that its letters mean the same.
    const { body: other } = await post(makeReport({ sourceRef: 'REF-a' }));
    expect(await post({ ...makeReport(), sourceRef: 'ref-A' })).toMatchObject({ status: 201 });
    expect(other.id).not.toBe(one.id);
    const { cookie } = await app.signIn();
    const found = await fetch(`${app.url}/api/v1/incidents?source=hotline&sourceRef=${capitals}`, {
      headers: { cookie },
    });
    expect(await found.json()).toMatchObject({ items: [{ id: one.id }] });
  });

  test('that is not UTF-8 is refused, and so none is taken for another', async () => {
    const before = app.board().incidents.size;
    expect((await post(inAnotherEncoding(0x41))).status).toBe(400);
    expect((await post(inAnotherEncoding(0x42))).status).toBe(400);
    expect((await post(inAnotherEncoding(0x41), 'application/json; charset=gb18030')).status).toBe(415);
    expect((await post(makeReport(), 'application/json; charset=utf-16le')).status).toBe(415);
    expect(app.board().incidents.size).toBe(before);
    expect((await post(makeReport(), 'application/json; charset=UTF-8')).status).toBe(201);
  });

  test('from before is verified, backed up and restored all the same', async () => {
    const { body } = await post(makeReport());
    const now = Date.now();
    const row = app.board().incidents.get(body.id)!;
    const incident = { ...row, rev: 2, state: 'triaged' as const, title: `old ${half}`, sourceRef: `old ${half}` };
    await app.store.log.append([{ facts: [{ kind: 'incident.reopened', at: now, incident }] }]);
    expect(await app.store.verify()).toMatchObject({ ok: true });
    const file = join(folder, 'backup.db');
    await app.store.backup(file);
    const draft = await prepareRestore(file, join(folder, 'restored.db'), () => {});
    expect(draft).toMatchObject({ ok: true });
    const store = await openSqliteStore({ file, hourShift: 0 });
    expect(await store.verify()).toMatchObject({ ok: true });
    await store.close();
  });
});

test('what a command says is cleaned before it is kept', async () => {
  const { body } = await post(makeReport());
  const { cookie } = await app.signIn();
  const noted = await fetch(`${app.url}/api/v1/incidents/${body.id}/note`, {
    method: 'POST',
    headers: { cookie, origin: app.url, 'content-type': 'application/json' },
    body: JSON.stringify({ text: `called\u0000 back ${half}` }),
  });
  expect(noted.status).toBe(200);
  expect((await app.store.incidents.timeline(body.id)).at(-1)).toMatchObject({ text: 'called back \ufffd' });
});

test('a name that is no text is no name', () => {
  const person = { name: 'Ann', role: 'officer' };
  for (const name of [`Ann${half}`, 'An\u0000n', 'An\u200bn', '\u202enna']) {
    expect(AddPerson.safeParse({ ...person, name }).error?.issues[0]?.path).toEqual(['name']);
    expect(unitCommands.describe.body.safeParse({ callSign: name }).success).toBe(false);
    expect(Names.safeParse({ en: name }).success).toBe(false);
  }
  expect(AddPerson.parse({ ...person, name: ' Zoe\u0308 ' }).name).toBe('Zo\u00eb');
});

test('clean text stays as it is, and nothing is cut through a character', () => {
  const whole = 'one\ttwo\nthree 🙂 é';
  expect(cleanText(whole)).toBe(whole);
  expect(cut('ab🙂', 3)).toBe('ab');
  expect(cut('ab🙂', 4)).toBe('ab🙂');
});

test('a name is one name however many blanks are between its words', () => {
  expect(nameKey('Ma  Lin')).toBe(nameKey('ma\u3000Lin '));
  expect(AddPerson.parse({ name: 'Ma  \u00a0Lin', role: 'officer', password: 'a'.repeat(12) })).toMatchObject({
    name: 'Ma Lin',
  });
  expect(unitIdOf('Car  12')).toBe(unitIdOf('Car 12'));
  expect(keyText(40).parse('Car \u3000 12')).toBe('Car 12');
});

test('a report of before is known again whatever blanks and capitals its reference has', async () => {
  const file = join(folder, 'before.db');
  const before = ['A  1', 'F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6'];
  const store = await openSqliteStore({ file, hourShift: 0 });
  const facts = before.map((sourceRef, i) => {
    const fact = reported(`i${i}`);
    return { ...fact, incident: { ...fact.incident, source: 'hotline' as SourceName, sourceRef } };
  });
  await store.log.append(facts.map((fact) => ({ facts: [fact], key: `report:hotline:${fact.incident.sourceRef}` })));
  await store.close();
  const older = new Database(file);
  for (const ref of before)
    older.prepare('UPDATE incident SET source_ref = ? WHERE source_ref = ?').run(ref, refForm(ref));
  older.exec("DROP TABLE lease; DROP TABLE letter; DELETE FROM meta WHERE key = 'keys'; PRAGMA user_version = 8");
  older.close();
  const opened = await openSqliteStore({ file, hourShift: 0 });
  const log = await opened.log.append(
    facts.map((fact, i) => ({
      facts: [{ ...fact, incident: { ...fact.incident, id: `n${i}` as IncidentId } }],
      key: `report:hotline:${refForm(before[i]!)}`,
    })),
  );
  expect(log).toMatchObject([
    { is: 'repeated', first: 1 },
    { is: 'repeated', first: 2 },
  ]);
  expect(await opened.incidents.knownRefs('hotline', before.map(refForm))).toHaveLength(2);
  expect(await opened.verify()).toMatchObject({ ok: true });
  await opened.close();
});
