import { expect, onTestFinished, test } from 'vitest';
import { startApp } from '../support/app.ts';

test('while history comes in behind, readiness and every trend say how much of it is there', async () => {
  const app = await startApp();
  onTestFinished(() => app.stop());
  const headers = { Authorization: `Bearer ${await app.addView('ops-wall')}` };
  const ask = async (path: string) => {
    const answer = await fetch(`${app.url}${path}`, { headers });
    return { status: answer.status, ...((await answer.json()) as { filling?: number }) };
  };
  const paths = [
    '/readyz',
    '/api/v1/trends/series?kind=week',
    '/api/v1/trends/series?kind=months',
    '/api/v1/trends/heat',
  ];
  const told = async () => {
    const answers = await Promise.all(paths.map(ask));
    // It is ready all the same: what lives is taken in and shown.
    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
    return answers.map(({ filling }) => filling);
  };

  expect(await told()).toEqual(paths.map(() => undefined));
  app.fillHistory(0.25);
  expect(await told()).toEqual(paths.map(() => 0.25));
  app.fillHistory(0.5);
  expect(await told()).toEqual(paths.map(() => 0.5));
  // Nothing was counted meanwhile, and still no answer of before is given again.
  app.fillHistory(null);
  expect(await told()).toEqual(paths.map(() => undefined));
});
