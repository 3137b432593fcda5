import { afterAll, beforeAll, expect, test } from 'vitest';
import { CommunityAnswer } from '#data/contract/desk-api.ts';
import type { AreaId } from '#data/contract/ids.ts';
import { DAY } from '#data/rules/civil-day.ts';
import { createAreas } from '#server/city/areas.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { makeIncident } from '../support/make-rows.ts';
import { makePack, packCell } from '../support/pack.ts';
import { bodyOf, personAt, type PersonAt } from '../support/people-at.ts';

const pack = makePack();
const cell = packCell(0, 0);
const path = createAreas(pack).pathOf(cell);
const community = path.at(-1)!;
const elsewhere = pack.areas.find(({ level, id }) => level === 'community' && id !== community)!.id;

let app: RunningApp;
let boss: PersonAt;

beforeAll(async () => {
  app = await startApp({ pack });
  boss = await personAt(app);
  const report = (id: string, areas: readonly AreaId[], at: number) => {
    const {
      number: _n,
      rev: _r,
      state: _s,
      assignments: _a,
      exercise: _e,
      ...incident
    } = makeIncident({
      id,
      areas: [...areas],
      reportedAt: at,
      times: { received: at },
      ...(areas.length > 0 && { cell }),
      contact: { name: 'planted-caller' },
      title: 'planted-title',
    });
    const fact = { kind: 'incident.reported', series: 'TT26', incident } as const;
    return app.store.log.append([{ facts: [{ ...fact, at: Date.now() }] }]);
  };
  await report('here', path, Date.now() - 2 * DAY);
  await report('before', path, Date.now() - 30 * DAY);
  await report('nowhere', [], Date.now() - DAY);
  const post = { role: 'primary', person: 'p1', name: 'Li', from: 1 } as const;
  await app.store.log.append([
    { facts: [{ kind: 'post.filled', cell, post: post as never, at: Date.now() }] },
    { facts: [{ kind: 'cell.staffing-changed', cell, staffed: false, at: Date.now() }] },
  ]);
  const quarrel = { kind: 'land', cell, parties: [{ name: 'planted-party' }], summary: 'planted-summary' };
  await bodyOf(boss.post('disputes', quarrel), 201);
});
afterAll(() => app.stop());

test('a community is answered for in one answer', async () => {
  const answer = CommunityAnswer.parse(await bodyOf(boss.get(`communities/${community}`)));
  expect(answer.incidents.map(({ id }) => id).sort()).toEqual(['before', 'here']);
  expect(answer.disputes).toMatchObject([{ state: 'registered', count: 1 }]);
  expect(answer.weeks).toHaveLength(12);
  expect(answer.weeks.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  expect(answer.change).toMatchObject({ now: 1, before: 1, verdict: 'too-few' });
  expect(answer.cells.find(({ id }) => id === cell)).toMatchObject({
    status: expect.stringMatching(/unstaffed|attention|alert/),
  });
  expect(answer.cells.map(({ id }) => id)).toEqual(createAreas(pack).cellsOf(community));
  expect(JSON.stringify(answer)).not.toMatch(/planted-(party|summary)/);
});

test('each sees of it what their role sees', async () => {
  const text = async (over: Parameters<typeof personAt>[1]) =>
    (await personAt(app, over)).get(`communities/${community}`).then((answer) => answer.text());
  for (const role of ['supervisor', 'officer'] as const)
    expect(await text({ role })).toMatch(/^(?!.*planted-caller).*planted-title/);
  expect(await text({ role: 'analyst' })).not.toContain('planted');
});

test('no community is what is none, and what lies beyond one’s area', async () => {
  const here = await personAt(app, { area: community });
  expect((await here.get(`communities/${community}`)).status).toBe(200);
  expect((await here.get(`communities/${elsewhere}`)).status).toBe(404);
  const above = await personAt(app, { area: path[0]! });
  expect((await above.get(`communities/${community}`)).status).toBe(200);
  for (const id of [path[0]!, 'nothing']) expect((await boss.get(`communities/${id}`)).status).toBe(404);
});
