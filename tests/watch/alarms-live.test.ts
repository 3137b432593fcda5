import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { AlarmsAnswer, AlarmPerformance, AlarmRulesAnswer } from '#data/contract/desk-api.ts';
import type { AlarmId } from '#data/contract/ids.ts';
import { handsAt } from '../support/hands.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { follow } from '../support/follower.ts';

const DAY = 86_400_000;
const panicOfU1 = 'panic:unit:u1' as AlarmId;

async function startCity() {
  const app = await startApp();
  onTestFinished(() => app.stop());
  const source = await app.addSource('radio');
  await post(app, '/positions', [{ unit: 'u1', at: Date.now(), lon: 12.42, lat: 48.19 }], {
    authorization: `Bearer ${source}`,
  });
  const { cookie } = await app.signIn({ role: 'supervisor' });
  const officer = await app.signIn({ role: 'officer', unit: 'u1' as never });
  return { app, cookie, officer: officer.cookie };
}

async function post(app: RunningApp, path: string, body: unknown, headers: Record<string, string>) {
  const answer = await fetch(`${app.url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function get<T>(app: RunningApp, path: string, cookie: string): Promise<T> {
  const answer = await fetch(`${app.url}/api/v1${path}`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

describe('a crew that calls for help', () => {
  test('is an alarm on the feed, which goes when the call is over and the alarm acknowledged', async () => {
    const { app, cookie, officer } = await startCity();
    const wall = follow(app.url, await app.addView('ops-wall'));
    onTestFinished(wall.stop);
    const onWall = () => wall.board.alarms.get(panicOfU1);
    await vi.waitFor(() => expect(wall.state.link).toBe('live'), { timeout: 10_000 });

    expect(await post(app, '/units/u1/panic', {}, { cookie: officer })).toMatchObject({ status: 200 });
    await vi.waitFor(() => expect(onWall()).toMatchObject({ priority: 1, active: true, acknowledged: false }), {
      timeout: 10_000,
    });
    const { items } = await get<AlarmsAnswer>(app, '/alarms', cookie);
    expect(items).toMatchObject([
      {
        id: panicOfU1,
        areas: ['d0', 'd0s0', 'd0s0c1'],
        told: 'alone',
        explanation: { why: 'alarm.panic.why', responder: 'supervisor', parameters: { unit: 'u1' } },
      },
    ]);

    expect(await post(app, '/units/u1/panic-end', { reason: 'all well' }, { cookie })).toMatchObject({ status: 200 });
    await vi.waitFor(() => expect(onWall()).toMatchObject({ active: false, acknowledged: false }), { timeout: 10_000 });
    expect(await post(app, `/alarms/${encodeURIComponent(panicOfU1)}/acknowledge`, {}, { cookie })).toMatchObject({
      status: 200,
    });
    await vi.waitFor(() => expect(onWall()).toBeUndefined(), { timeout: 10_000 });

    const performance = await get<AlarmPerformance>(app, '/alarms/performance?hours=1', cookie);
    expect(performance.byCondition).toMatchObject([{ condition: 'panic', count: 1 }]);
    expect(performance.byCondition[0]!.medianAckMs).toBeGreaterThan(0);
    expect(performance.tenMinutes.reduce((sum, { count }) => sum + count, 0)).toBe(1);
    expect(JSON.stringify(performance)).not.toMatch(/person|"by"/);
  });
});

describe('a condition that is out of service', () => {
  test('is taken out by an administrator only, always with an end, and raises nothing until then', async () => {
    const { app, cookie } = await startCity();
    const admin = (await app.signIn({ role: 'admin' })).cookie;
    const until = Date.now() + DAY;
    const body = { until, reason: 'masts are being changed' };
    const takeOut = (who: string, more: object = {}) =>
      post(app, '/alarm-rules/p1-unassigned/take-out', { ...body, ...more }, { cookie: who });

    expect((await takeOut(cookie)).status).toBe(403);
    expect(await takeOut(admin, { until: 5 })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/until' }] },
    });
    expect(await takeOut(admin, { reason: '' })).toMatchObject({ status: 422 });
    expect((await takeOut(admin)).status).toBe(200);
    const rules = await get<AlarmRulesAnswer>(app, '/alarm-rules', cookie);
    expect(rules.items.find(({ condition }) => condition === 'p1-unassigned')).toMatchObject({
      outOfService: { until, reason: body.reason },
      suppressedUnder: [],
    });
    expect(app.board().outOfService.size).toBe(1);
    expect((await post(app, '/alarm-rules/p1-unassigned/return', {}, { cookie: admin })).status).toBe(200);
    expect(app.board().outOfService.size).toBe(0);
    expect(await post(app, '/alarm-rules/p1-unassigned/return', {}, { cookie: admin })).toMatchObject({ status: 409 });
    expect((await post(app, '/alarm-rules/nonsense/take-out', body, { cookie: admin })).status).toBe(404);
  });
});

describe('the list of alarms', () => {
  test('takes filters, names the one that is wrong, and is not for a public wall', async () => {
    const { app, cookie } = await startCity();
    await handsAt(app.desk.give).unitCommand({ kind: 'person', id: 'ann' }, 'u1', 'panic', {});
    await vi.waitFor(() => expect(app.board().alarms.size).toBe(1), { timeout: 10_000 });
    const count = async (query: string) => (await get<AlarmsAnswer>(app, `/alarms?${query}`, cookie)).items.length;
    expect(await count('condition=panic,cluster&priority=1&active=true&acknowledged=false')).toBe(1);
    expect(await count('shelved=true')).toBe(0);
    expect(await get<AlarmsAnswer>(app, '/alarms?limit=1', cookie)).toMatchObject({
      total: 1,
      flood: false,
      groups: [],
    });
    expect(await count('area=d0s0')).toBe(1);
    expect(await count('area=d1')).toBe(0);
    const wrong = await fetch(`${app.url}/api/v1/alarms?priority=9`, { headers: { cookie } });
    expect([wrong.status, ((await wrong.json()) as { detail: string }).detail]).toEqual([
      422,
      expect.stringMatching('priority'),
    ]);
    const authorization = `Bearer ${await app.addView('public-wall')}`;
    expect((await fetch(`${app.url}/api/v1/alarms`, { headers: { authorization } })).status).toBe(403);
    const hours = await fetch(`${app.url}/api/v1/alarms/performance?hours=169`, { headers: { cookie } });
    expect(hours.status).toBe(422);
  });
});
