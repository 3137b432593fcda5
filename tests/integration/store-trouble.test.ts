import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../support/app.ts';
import { makeReport } from '../support/report.ts';

let app: RunningApp;
let token: string;
beforeAll(async () => {
  app = await startApp({ store: { maxBytes: 600_000 } });
  token = await app.addSource('hotline');
});
afterAll(() => app.stop());

const post = (body: unknown) =>
  fetch(`${app.url}/api/v1/incidents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('a full disk gets 503, nothing is acknowledged, and what was shown stays shown', async () => {
  const acknowledged: string[] = [];
  let full: Response | undefined;
  for (let i = 0; i < 200 && !full; i++) {
    const reports = Array.from({ length: 50 }, () => makeReport({ description: 'x'.repeat(1000) }));
    const answer = await post(reports);
    if (answer.status === 201) for (const { id } of await answer.json()) acknowledged.push(id);
    else full = answer;
  }
  expect(full?.status).toBe(503);
  expect((await (await fetch(`${app.url}/readyz`)).json()).intake).not.toBe('ok');
  expect(Number(full?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await full?.json()).toMatchObject({ status: 503, title: expect.any(String) });

  // Exactly what was acknowledged is there.
  expect(acknowledged.length).toBeGreaterThan(0);
  expect([...app.board().incidents.keys()].sort()).toEqual([...acknowledged].sort());
  // And what vouches for the source's token.
  expect(app.store.log.place().seq).toBe(acknowledged.length + 1);

  // Reading goes on.
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
});
