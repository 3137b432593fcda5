import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { archiveFacts } from '#server/store/archive/archive-facts.ts';
import { realClock } from '#server/real-clock.ts';
import { startApp } from '../support/app.ts';
import { makeReport } from '../support/report.ts';
import { temporaryFolder } from '../support/store-file.ts';

const DAY_MS = 24 * 3600_000;

test('what is in an archive file that is gone is 503 with its name, and all else goes on', async () => {
  const archive = join(temporaryFolder(), 'archive');
  let days = 0;
  const clock = { ...realClock, now: () => Date.UTC(2026, 0, 5, 12) + days * DAY_MS };
  const app = await startApp({ clock, store: { archive } });
  onTestFinished(() => app.stop());
  const { store, url } = app;
  const source = await app.addSource('hotline');
  const report = async () => {
    const answer = await fetch(`${url}/api/v1/incidents`, {
      method: 'POST',
      headers: { authorization: `Bearer ${source}`, 'content-type': 'application/json' },
      body: JSON.stringify(makeReport()),
    });
    return ((await answer.json()) as { id: string }).id;
  };
  const old = await report();
  days = 400;
  const { cookie } = await app.signIn();
  const read = (id: string) => fetch(`${url}/api/v1/incidents/${id}`, { headers: { cookie } });
  const young = await report();
  const fence = (await store.leases.take('retention', 'a', 600_000))!;
  await archiveFacts({ store, folder: archive, fence: () => fence }, clock.now() - 300 * DAY_MS);
  expect(await store.archive.oldest()).toBeGreaterThan(1);

  const [file] = readdirSync(archive);
  renameSync(join(archive, file!), join(archive, 'elsewhere'));
  const answer = await read(old);
  expect(answer.status).toBe(503);
  const { detail } = (await answer.json()) as { detail: string };
  expect(detail).toContain(file);
  expect(detail).not.toContain(archive);
  expect((await read(young)).status).toBe(200);
  await report();
  renameSync(join(archive, 'elsewhere'), join(archive, file!));
  expect((await read(old)).status).toBe(200);
});
