import { afterAll, beforeAll, expect, test } from 'vitest';
import { Answer } from '#data/contract/question.ts';
import { startApp, type RunningApp } from '../../support/app.ts';
import { packCell } from '../../support/pack.ts';
import { makeReport } from '../../support/report.ts';

let app: RunningApp;
let cookies: Record<'supervisor' | 'analyst' | 'officer' | 'west', string>;
beforeAll(async () => {
  app = await startApp();
  const source = await app.addSource('hotline');
  const body = JSON.stringify([makeReport(), makeReport(), makeReport({ location: undefined })]);
  const headers = { authorization: `Bearer ${source}`, 'content-type': 'application/json' };
  await fetch(`${app.url}/api/v1/incidents`, { method: 'POST', headers, body });
  const of = async (role: 'supervisor' | 'analyst' | 'officer', more: object = {}) =>
    (await app.signIn({ role, ...more })).cookie;
  cookies = {
    supervisor: await of('supervisor'),
    analyst: await of('analyst'),
    officer: await of('officer'),
    west: await of('supervisor', { area: 'd1' }),
  };
});
afterAll(() => app.stop());

async function ask(query: Record<string, string>, who: keyof typeof cookies = 'supervisor') {
  const answer = await fetch(`${app.url}/api/v1/trends/questions?${new URLSearchParams(query)}`, {
    headers: { cookie: cookies[who] },
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test('what came in is counted at once, by whatever is asked', async () => {
  const { status, body } = await ask({ by: 'cell,state' });
  expect(status).toBe(200);
  expect(Answer.parse(body)).toMatchObject({
    counted: 3,
    rows: [
      { of: [packCell(0, 0), 'reported'], count: 2 },
      { of: [null, 'reported'], count: 1 },
    ],
  });
  expect((await ask({ cell: packCell(0, 0), measure: 'resolved' })).body).toMatchObject({
    counted: 2,
    rows: [{ of: [], count: 2, times: { of: 0, without: 2, p50: null, p90: null } }],
  });
});

test.each([
  [{ by: 'cell,state,day' }, '/by'],
  [{ by: 'cell,cell' }, '/by'],
  [{ by: 'person' }, '/by'],
  [{ category: 'no-such' }, '/category'],
  [{ area: 'no-such' }, '/area'],
  [{ cell: 'no-such' }, '/cell'],
  [{ cell: "x' OR 1=1 --" }, '/cell'],
  [{ from: '2026-02-30' }, '/from'],
  [{ from: '2026-03-02', to: '2026-03-01' }, '/to'],
  [{ priority: '9' }, '/priority'],
  [{ state: 'gone' }, '/state'],
  [{ asOf: '2999-01-01' }, '/asOf'],
  [{ asOf: '2001-01-01' }, '/asOf'],
  [{ sql: '1' }, '/sql'],
])('%j is refused with the field that is wrong', async (query, pointer) => {
  const { status, body } = await ask(query as Record<string, string>);
  expect(status).toBe(422);
  expect((body['errors'] as { pointer: string }[]).map((error) => error.pointer.replace(/\/\d+$/, ''))).toContain(
    pointer,
  );
});

test('is for who leads and who analyses, each within their area', async () => {
  expect((await ask({}, 'officer')).status).toBe(403);
  expect((await ask({}, 'west')).body).toMatchObject({ counted: 0 });
  expect((await ask({ area: 'd0' }, 'west')).status).toBe(422);
  expect((await ask({ cell: packCell(0, 0) }, 'west')).status).toBe(422);
  expect((await ask({}, 'analyst')).status).toBe(200);
});
