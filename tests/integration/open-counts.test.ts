import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OpenCounts } from '#data/contract/open-counts.ts';
import { citySelections } from '#server/analysis/counts/selection.ts';
import { createAreas } from '#server/city/areas.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { makePack } from '../support/pack.ts';
import { makeReport } from '../support/report.ts';

/** A city with a kind of case that happens in homes: beside others in its group, and one that is all there is of its. */
function packWithHomes() {
  const pack = makePack();
  const [first] = pack.categories.categories;
  const kind = (id: string, dwelling: boolean) => ({ ...first!, id: id as never, dwelling });
  return {
    ...pack,
    categories: {
      groups: [
        { id: 'order', names: { en: 'Order', zh: '治安' } },
        { id: 'family', names: { en: 'Family', zh: '家庭' } },
      ],
      categories: [kind('order/theft', false), kind('order/violence-at-home', true), kind('family/quarrel', true)],
    },
  };
}

describe('what a public wall is told', () => {
  let app: RunningApp;
  let token: string;
  beforeAll(async () => {
    app = await startApp({ pack: packWithHomes() });
    const source = await app.addSource('hotline');
    const kinds = ['order/theft', 'order/theft', 'order/violence-at-home', 'family/quarrel'];
    for (const category of kinds) {
      const answer = await fetch(`${app.url}/api/v1/incidents`, {
        method: 'POST',
        headers: { authorization: `Bearer ${source}`, 'content-type': 'application/json' },
        body: JSON.stringify(makeReport({ category })),
      });
      expect(answer.status).toBe(201);
    }
    token = await app.addView('public-wall');
  });
  afterAll(() => app.stop());

  const ask = (path: string) => fetch(`${app.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });

  test('is how much is open by group and by district, without what may have happened in a home', async () => {
    const told = OpenCounts.parse(await (await ask('/open-counts')).json());
    expect(told.groups).toEqual([{ group: 'order', open: 2 }]);
    expect(told.districts.reduce((sum, { open }) => sum + open, 0)).toBe(2);
    expect(told.exercise).toBe(false);
  });

  test('is no case: the snapshot is empty', async () => {
    const text = await (await ask('/snapshot')).text();
    expect(JSON.parse(text)).toMatchObject({ view: 'public-wall', board: { incidents: [], units: [] } });
    expect(text).not.toMatch(/order\/|family\//);
  });

  test('is in trends a group at most, and never of homes', async () => {
    const statusOf = async (query: string) => (await ask(`/trends/series?kind=week${query}`)).status;
    expect([await statusOf(''), await statusOf('&category=order')]).toEqual([200, 200]);
    for (const hidden of ['order/theft', 'order/violence-at-home', 'family', 'family/quarrel'])
      expect(await statusOf(`&category=${hidden}`)).toBe(422);
    expect((await ask('/trends/heat?category=family')).status).toBe(422);
    const pack = packWithHomes();
    const selections = citySelections(pack.categories, createAreas(pack));
    const counted = (category?: string) =>
      pack.categories.categories.map(({ id }) => id).filter(selections.keep({ category, public: true }).category);
    expect([counted(), counted('order')]).toEqual([['order/theft'], ['order/theft']]);
  });
});
