import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AuditAnswer } from '#data/contract/desk-api.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { packCell } from '../support/pack.ts';
import { makeReport } from '../support/report.ts';
import { password, registered } from './registered.ts';
import { stillClock } from './still-clock.ts';
import { browserAt } from './provider/test-browser.ts';

let app: RunningApp;
beforeAll(async () => void (app = await startApp({ clock: stillClock() })));
afterAll(() => app.stop());

const auditor = async () => browserAt(app.url, (await app.signIn({ role: 'analyst', oversight: true })).cookie);

async function trail(query = ''): Promise<LoggedFact[]> {
  const answer = await (await auditor()).get(`audit?limit=500${query}`);
  expect(answer.status).toBe(200);
  return AuditAnswer.parse(await answer.json()).items;
}

describe('on record is', () => {
  test('who signed in, who was refused and why, and who signed out', async () => {
    const { id, name } = await registered(app);
    const browser = browserAt(app.url);
    await browser.post('session', { name, password: 'not this one' });
    await browser.post('session', { name, password });
    await browser.send('DELETE', 'session');
    expect(await trail(`&person=${id}`)).toMatchObject([
      { kind: 'audit.session-ended', person: id, why: 'signed-out' },
      { kind: 'audit.session-opened', person: id, how: 'password' },
      { kind: 'audit.sign-in-refused', person: id, why: 'password' },
    ]);
  });

  test('who changed what about whom', async () => {
    const boss = await app.signIn({ role: 'admin' });
    const admin = browserAt(app.url, boss.cookie);
    const { person } = await (await admin.post('people', { name: 'Newcomer', role: 'officer' })).json();
    await admin.post(`people/${person.id}/change`, { role: 'analyst', area: 'd0' });
    await admin.post(`people/${person.id}/leave`);
    const by = { kind: 'person', id: boss.person.id };
    expect(await trail(`&person=${person.id}`)).toMatchObject([
      { what: 'left', by },
      { what: 'area', area: 'd0', by },
      { what: 'role', role: 'analyst', by },
      { what: 'added', role: 'officer', by },
    ]);
  });

  test('what people call the things of its lines, whether they are open or have ended', async () => {
    const boss = browserAt(app.url, (await app.signIn({ role: 'supervisor' })).cookie);
    const source = await app.addSource('audited');
    const answer = await fetch(`${app.url}/api/v1/incidents`, {
      method: 'POST',
      headers: { authorization: `Bearer ${source}`, 'content-type': 'application/json' },
      body: JSON.stringify(makeReport({ source: 'audited' })),
    });
    const incident = (await answer.json()) as { id: string; number: string };
    await boss.post(`incidents/${incident.id}/cancel`, { reason: 'a test' });
    const dispute = { kind: 'family', cell: packCell(0, 0), parties: [{ name: 'Ma' }], summary: 'Noise' };
    const { id } = (await (await boss.post('disputes', dispute)).json()) as { id: string };
    await boss.get(`disputes/${id}`);
    const page = AuditAnswer.parse(await (await (await auditor()).get('audit?limit=50')).json());
    expect(page.called[incident.id]).toBe(incident.number);
    expect(page.called[id]).toMatch(/-D\d+$/);
  });

  test('who looked at an incident, before the answer left', async () => {
    const headers = { authorization: `Bearer ${await app.addSource('hotline')}`, 'content-type': 'application/json' };
    const contact = { name: 'A resident', phone: '0971-555' };
    const body = JSON.stringify(makeReport({ contact, description: 'what the resident said' }));
    const made = await fetch(`${app.url}/api/v1/incidents`, { method: 'POST', headers, body });
    const { id } = await made.json();
    const { person, cookie } = await app.signIn({ role: 'supervisor' });
    const head = app.store.log.place().seq;
    expect((await browserAt(app.url, cookie).get(`incidents/${id}`)).status).toBe(200);
    expect(app.store.log.place().seq).toBeGreaterThan(head);
    const looks = await trail(`&person=${person.id}&kind=audit.looked`);
    expect(looks).toMatchObject([{ id, by: { kind: 'person', id: person.id } }]);
    expect(JSON.stringify(await trail())).not.toMatch(/A resident|0971|what the resident said/);
  });

  test('who read the record, and the register of people', async () => {
    const { person, cookie } = await app.signIn({ role: 'analyst', oversight: true });
    const browser = browserAt(app.url, cookie);
    await browser.get('people');
    await browser.get('audit');
    expect(await trail(`&person=${person.id}&kind=audit.looked`)).toMatchObject([
      { what: 'audit' },
      { what: 'people' },
    ]);
  });
});

test('the record is read page by page without a gap, and by nobody without oversight', async () => {
  const browser = await auditor();
  const all = await trail();
  const paged: LoggedFact[] = [];
  let next: string | null = String(all[0]!.seq + 1);
  while (next !== null) {
    const page = AuditAnswer.parse(await (await browser.get(`audit?limit=7&before=${next}`)).json());
    paged.push(...page.items);
    next = page.next;
  }
  expect(paged.map(({ seq }) => seq)).toEqual(all.map(({ seq }) => seq));
  for (const role of ['officer', 'supervisor', 'analyst', 'admin'] as const)
    expect((await browserAt(app.url, (await app.signIn({ role })).cookie).get('audit')).status).toBe(403);
  expect((await browser.get('audit?before=yesterday')).status).toBe(422);
  expect((await browser.get('audit?kind=<script>')).status).toBe(422);
});

test('no screen is sent any of it', async () => {
  const { cookie } = await app.signIn({ role: 'admin' });
  const text = await (await browserAt(app.url, cookie).get('snapshot')).text();
  expect(text).not.toContain('audit.');
});

test('it is part of the chain that is verified', async () => {
  await trail();
  expect(await app.store.verify()).toMatchObject({ ok: true });
});

test('the trail is saved as a file in which nothing runs, and saving it is on record', async () => {
  await registered(app);
  const browser = await auditor();
  const answer = await browser.get('audit/export?kind=audit');
  expect(answer.headers.get('content-type')).toContain('text/csv');
  expect(answer.headers.get('content-disposition')).toContain('audit.csv');
  const lines = (await answer.text()).trim().split('\r\n');
  expect(lines[0]).toBe('seq,at,by,by_name,kind,about,about_name,what');
  expect(lines.length).toBeGreaterThan(1);
  const [exported] = await trail('&kind=audit.exported');
  expect(exported).toMatchObject({ what: 'audit everybody audit', rows: lines.length - 1 });
  expect((await browser.get('audit/export?kind=!')).status).toBe(422);
});

test('the file says beside every id what people call it', async () => {
  const { person, cookie } = await app.signIn({ name: 'Li Na', role: 'supervisor' });
  const browser = browserAt(app.url, cookie);
  const headers = { authorization: `Bearer ${await app.addSource('filed')}`, 'content-type': 'application/json' };
  const body = JSON.stringify(makeReport({ source: 'filed' }));
  const made = await fetch(`${app.url}/api/v1/incidents`, { method: 'POST', headers, body });
  const { id, number } = (await made.json()) as { id: string; number: string };
  await browser.get(`incidents/${id}`);
  await browser.post(`incidents/${id}/cancel`, { reason: 'a test' });
  await browser.get(`cells/${packCell(0, 0)}`);
  await (await auditor()).get(`audit?person=${person.id}`);

  const text = async (query: string) => (await (await auditor()).get(`audit/export?${query}`)).text();
  const [head = [], ...rows] = parse(await text(`person=${person.id}`), { bom: true }) as string[][];
  const by = (kind: string) => {
    const row = rows.find((cells) => cells[head.indexOf('kind')] === kind) ?? [];
    return Object.fromEntries(head.map((name, at) => [name, row[at]]));
  };
  const of = { by: `person:${person.id}`, by_name: 'Li Na' };
  expect(by('incident.cancelled')).toMatchObject({ ...of, about: `incident:${id}`, about_name: number });
  const trail = parse(await text('kind=audit.looked'), { bom: true }) as string[][];
  const things = trail.map((cells) => cells.slice(5, 7));
  expect(things).toContainEqual([`person:${person.id}`, 'Li Na']);
  expect(things).toContainEqual([`incident:${id}`, number]);
  expect(things).toContainEqual([`cell:${packCell(0, 0)}`, expect.stringMatching(/, 1$/)]);
});
