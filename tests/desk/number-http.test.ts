import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AreaId } from '#data/contract/ids.ts';
import type { Person } from '#data/contract/person.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { makePack } from '../support/pack.ts';
import { makeReport } from '../support/report.ts';
import { east, west } from './http-day.ts';

let app: RunningApp;
let ours: { id: string; number: string };
const past = { id: 'past1', number: '2019/0417-A' };

beforeAll(async () => {
  app = await startApp();
  const token = await app.addSource('hotline');
  const answer = await fetch(`${app.url}/api/v1/incidents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(makeReport()),
  });
  ours = (await answer.json()) as typeof ours;
  const at = Date.UTC(2019, 3, 17);
  await app.store.log.append([
    {
      facts: [
        {
          kind: 'incidents.imported',
          at: Date.now(),
          incidents: [
            {
              id: past.id as never,
              category: makePack().categories.categories[0]!.id,
              priority: 3,
              reportedAt: at,
              times: { received: at, closed: at + 1 },
              areas: [],
              source: 'archive' as never,
              sourceRef: past.number,
            },
          ],
        },
      ],
    },
  ]);
});
afterAll(() => app?.stop());

async function found(number: string, over: Partial<Person> = {}): Promise<string[]> {
  const { cookie } = await app.signIn(over);
  const answer = await fetch(`${app.url}/api/v1/incidents?number=${encodeURIComponent(number)}`, {
    headers: { cookie },
  });
  return ((await answer.json()) as { items: { id: string }[] }).items.map(({ id }) => id);
}

describe('a case by its number', () => {
  test('is found with its series and without, in any case of letters', async () => {
    expect(await found(ours.number)).toEqual([ours.id]);
    expect(await found(ours.number.toLowerCase())).toEqual([ours.id]);
    expect(await found(ours.number.split('-')[1]!)).toEqual([ours.id]);
  });

  test('that has ended long ago elsewhere goes by its source’s own', async () => {
    expect(await found(past.number)).toEqual([past.id]);
  });

  test('is no other’s: not a part of one, nor one of another series', async () => {
    expect(await found('0417')).toEqual([]);
    expect(await found(ours.number.replace(/^\D+/, 'ZZ'))).toEqual([]);
    expect(await found('999999')).toEqual([]);
  });

  test('is found by nobody whose area it lies beyond', async () => {
    const asIn = (area: AreaId) => found(ours.number, { area });
    expect(await asIn(east[0]!)).toEqual([]);
    expect(await asIn(west[0]!)).toEqual([ours.id]);
  });
});
