import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Delivery, ReceiverAnswer, ReceiverShown } from '#data/contract/receiver.ts';
import type { SourceName } from '#data/contract/ids.ts';
import type { ChannelHealth } from '#data/contract/channel.ts';
import { keepLease, type KeptLease } from '#server/nodes/keep-lease.ts';
import { realClock } from '#server/real-clock.ts';
import { startApp, type AppOptions, type RunningApp } from '../../support/app.ts';
import { makePack, packCell } from '../../support/pack.ts';
import { makeReport } from '../../support/report.ts';
import { administer, openHook, type Hook } from './hook.ts';
import { soon } from '../soon.ts';

const pack = makePack();
const own = { ownNetworks: ['127.0.0.0/8'] };
const sender = { source: 'hotline' as SourceName, exercise: false };
const report = async (app: RunningApp, ...refs: string[]) => {
  for (const sourceRef of refs) await app.intake.report(sender, [makeReport({ sourceRef, title: 'At home' })]);
};

async function start(options: AppOptions = {}) {
  const app = await startApp({ ...own, ...options });
  app.channels.start();
  return app;
}
async function begin(options: AppOptions = {}) {
  const app = await start(options);
  onTestFinished(() => app.stop());
  return { app, ...(await administer(app)) };
}
async function hookOf() {
  const hook = await openHook();
  onTestFinished(() => hook.close());
  return hook;
}
const log = (said: <T>(path: string) => Promise<T>, name: string) =>
  said<{ items: Delivery[] }>(`/${name}/deliveries`).then(({ items }) => items);

describe('a receiver', () => {
  test('is told what it has chosen, in order, signed, and as a screen of its view sees it', async () => {
    const { app, add } = await begin();
    const [wall, desk] = [await hookOf(), await hookOf()];
    expect(await add('wall', wall, { view: 'ops-wall' })).toBe(201);
    await add('desk', desk, { kinds: ['incident.reported', 'incident.noted', 'incident.cancelled'] });
    expect(await add('nobody', await hookOf(), { kinds: ['incident.noted'] })).toBe(422);
    await add('desk', desk, { kinds: ['incident.reported', 'incident.cancelled'] });
    await report(app, 'a', 'b', 'c');
    await Promise.all([wall.until(3), desk.until(3)]);
    expect(desk.refs()).toEqual(['a', 'b', 'c']);
    expect(desk.told).toMatchObject([1, 2, 3].map(() => ({ type: 'incident.reported', isSigned: true })));
    expect(desk.told[0]!.data).toMatchObject({ incident: { title: 'At home', source: 'hotline' } });
    expect(wall.told.map(({ data }) => data)).toMatchObject(desk.told.map(({ data: { seq } }) => ({ seq })));
    expect(JSON.stringify(wall.told)).not.toMatch(/At home|hotline/);
    expect(new Set(desk.told.map(({ id }) => id)).size).toBe(3);
  });

  test('of one area is told of that area alone, of what is over as well', async () => {
    const { app, add } = await begin();
    const [west, east] = [await hookOf(), await hookOf()];
    const kinds = ['incident.reported', 'incident.cancelled'];
    await add('west', west, { area: 'd0', kinds });
    await add('east', east, { area: 'd1', kinds });
    expect(await add('nowhere', east, { area: 'd9', kinds })).toBe(422);
    const at = (x: number) => ({
      location: { type: 'Point', coordinates: pack.cells.find(({ id }) => id === packCell(x, 0))!.anchor },
    });
    const far = Math.max(...pack.cells.map(({ id }) => Number(id.split('-')[1])));
    const [there] = await app.intake.report(sender, [makeReport(at(far))]);
    const [here] = await app.intake.report(sender, [makeReport(at(0))]);
    for (const outcome of [there, here]) {
      const id = (outcome as { id: string }).id;
      const row = (await app.store.incidents.get(id))!;
      const fact = { kind: 'incident.cancelled', incident: row.id, rev: row.rev + 1, at: Date.now() } as const;
      await app.store.log.append([{ facts: [fact] }]);
    }
    const seen = async (hook: Hook) => (await hook.until(2)).map(({ type, data }) => [type, idOf(data)]);
    const of = (outcome: typeof here) => kinds.map((kind) => [kind, (outcome as { id: string }).id]);
    expect(await seen(west)).toEqual(of(here));
    expect(await seen(east)).toEqual(of(there));
  });

  test('that was down is told all it missed when it is back, in order, also by the next server', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'watchfloor-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const hook = await hookOf();
    const first = await start({ folder });
    const { add } = await administer(first);
    await add('desk', hook);
    await report(first, 'a');
    await hook.until(1);
    hook.state.status = 503;
    await report(first, 'b', 'c');
    await hook.until(2);
    await first.stop();
    const { app, said, ask } = await begin({ folder });
    const shown = await said<{ items: ReceiverShown[] }>('');
    expect(shown.items[0]).toMatchObject({ last: { is: 'delivered' }, trying: { why: 'HTTP 503' } });
    hook.state.status = 200;
    await report(app, 'd');
    await ask('/desk/resume', {});
    // However often a fact was tried, it has one id, and is told before what follows.
    await soon(() => [...new Set(hook.refs())]).toEqual(['a', 'b', 'c', 'd']);
    expect(hook.refs().slice(-3)).toEqual(['b', 'c', 'd']);
    expect(new Set(hook.told.map(({ id }) => id)).size).toBe(4);
    await soon(() => log(said, 'desk')).toHaveLength(4);
    const told = await log(said, 'desk');
    expect(told.map(({ is }) => is)).toEqual(Array(4).fill('delivered'));
    expect(told[2]!.tries).toBe(hook.refs().filter((ref) => ref === 'b').length);
  });

  test('that is slow keeps no other waiting', async () => {
    const { app, add } = await begin();
    const [slow, quick] = [await hookOf(), await hookOf()];
    slow.state.isSilent = true;
    await add('slow', slow);
    await add('quick', quick);
    await report(app, 'a', 'b', 'c');
    await quick.until(3);
    expect(slow.refs()).toEqual(['a']);
  });

  test('that answers 410 is told nothing more until somebody resumes it', async () => {
    const { app, add, ask, said } = await begin();
    const hook = await hookOf();
    await add('desk', hook);
    hook.state.status = 410;
    await report(app, 'a', 'b');
    await soon(async () => (await said<{ items: ReceiverShown[] }>('')).items[0]).toMatchObject({
      state: 'gone',
      trying: { why: 'HTTP 410' },
    });
    expect(hook.refs()).toEqual(['a']);
    hook.state.status = 200;
    await ask('/desk/resume', {});
    await hook.until(3);
    expect(hook.refs()).toEqual(['a', 'a', 'b']);
  });

  test('that is paused misses nothing, and one that is removed gets nothing', async () => {
    const { app, add, ask } = await begin();
    const [paused, removed, other] = [await hookOf(), await hookOf(), await hookOf()];
    await add('paused', paused);
    await add('removed', removed);
    await add('other', other);
    await ask('/paused/pause', {});
    await ask('/removed/remove', {});
    await report(app, 'a');
    await other.until(1);
    expect([paused.told, removed.told]).toEqual([[], []]);
    await ask('/paused/resume', {});
    await paused.until(1);
    await add('removed', removed);
    await report(app, 'b');
    await removed.until(1);
    expect(removed.refs()).toEqual(['b']);
  });

  test('is led nowhere by a redirect, and its answer says so in the health of the channel', async () => {
    const { app, add } = await begin();
    const hook = await hookOf();
    hook.state.status = 302;
    await add('desk', hook);
    await report(app, 'a');
    await hook.until(1);
    const { cookie } = await app.signIn({ role: 'supervisor' });
    const health = async () => {
      const answer = await fetch(`${app.url}/api/v1/channels`, { headers: { cookie } });
      return ((await answer.json()) as { items: ChannelHealth[] }).items.find(({ name }) => name === 'receivers');
    };
    await soon(health).toMatchObject({
      works: 'one node',
      refused: { 'HTTP 302': 1 },
      notes: [{ what: 'not-delivered', receiver: 'desk', why: 'HTTP 302', tries: 1 }],
    });
  });
});

describe('an administrator', () => {
  test('tries a receiver, renews its secret, and has a fact sent again', async () => {
    const { app, add, said, ask } = await begin();
    const hook = await hookOf();
    await add('desk', hook, { view: 'ops-wall' });
    expect(await said('/desk/try', {})).toMatchObject({ tried: { ok: true, status: 204 } });
    expect(hook.told).toMatchObject([{ type: 'watchfloor.test', data: {}, isSigned: true }]);
    const { secret } = await said<ReceiverAnswer>('/desk/renew', {});
    await report(app, 'a');
    expect((await hook.until(2))[1]!.isSigned).toBe(false);
    hook.state.secret = secret!;
    const { seq } = hook.told[1]!.data;
    expect(await said('/desk/resend', { seq })).toMatchObject({ tried: { ok: true } });
    expect(hook.told[2]).toMatchObject({ id: hook.told[1]!.id, isSigned: true, data: { seq } });
    await soon(() => log(said, 'desk')).toHaveLength(2);
    expect((await log(said, 'desk')).filter(({ again }) => again)).toMatchObject([{ seq, is: 'delivered' }]);
    for (const wrong of [{ seq: seq + 1000 }, { seq: 1 }, { seq: 0 }, {}])
      expect((await ask('/desk/resend', wrong)).status).toBe(422);
    hook.state.status = 500;
    expect(await said('/desk/try', {})).toMatchObject({ tried: { ok: false, status: 500 } });
    expect(JSON.stringify(await said('')) + JSON.stringify(await said('/desk/pause', {}))).not.toContain('whsec_');
    expect(String(await app.store.drawers.get('receiver', 'desk'))).not.toContain(secret!.slice('whsec_'.length));
    for (const path of ['/none/try', '/none/resend', '/none/remove', '/desk/eat', '/desk/toString'])
      expect([path, (await ask(path, { seq: 1 })).status]).toEqual([path, 404]);
  });

  test('of one area has nothing to do with a receiver that sees further, and makes none', async () => {
    const { app, add, ask } = await begin();
    await add('city', await hookOf());
    await add('west', await hookOf(), { area: 'd0' });
    const { cookie } = await app.signIn({ role: 'admin', area: 'd0s0' as never });
    const own = (path: string, body?: object) =>
      fetch(`${app.url}/api/v1/receivers${path}`, {
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
        headers: { cookie, origin: app.url, 'content-type': 'application/json' },
      });
    const said = { label: 'Own', url: 'https://example.org/', kinds: ['incident.reported'], view: 'supervisor' };
    expect((await own('', { ...said, name: 'own' })).status).toBe(403);
    expect((await own('', { ...said, name: 'own', area: 'd1' })).status).toBe(403);
    expect((await own('', { ...said, name: 'own', area: 'd0s0c0' })).status).toBe(201);
    for (const command of ['change', 'renew', 'pause', 'try', 'resend', 'remove'])
      for (const name of ['city', 'west'])
        expect([name, command, (await own(`/${name}/${command}`, { seq: 1 })).status]).toEqual([name, command, 403]);
    expect((await own('/city/deliveries')).status).toBe(403);
    for (const area of [null, 'd0', 'd1']) expect((await own('/own/change', { area })).status).toBe(403);
    expect((await own('/own/change', { area: 'd0s0' })).status).toBe(200);
    expect(((await (await own('')).json()) as { items: object[] }).items).toMatchObject([{ name: 'own' }]);
    expect((await ask('/city/pause', {})).status).toBe(200);
  });

  test('registers no address inside, and each act is on record', async () => {
    const { app, ask } = await begin({ ownNetworks: [] });
    const body = { name: 'desk', label: 'Desk', kinds: ['incident.reported'], view: 'officer' };
    for (const url of ['http://example.org/', 'https://127.0.0.1/', 'https://[::1]/x', 'ftp://example.org/', 'x'])
      expect([url, (await ask('', { ...body, url })).status]).toEqual([url, 422]);
    expect((await ask('', { ...body, url: 'https://example.org/', view: 'admin' })).status).toBe(422);
    for (const label of ['De\u0000sk', '\u202eDesk', '  '])
      expect((await ask('', { ...body, label, url: 'https://example.org/' })).status).toBe(422);
    expect((await ask('', { ...body, url: 'https://example.org/' })).status).toBe(201);
    expect((await ask('', { ...body, url: 'https://example.org/' })).status).toBe(409);
    expect((await ask('/desk/change', { url: 'https://10.0.0.1/' })).status).toBe(422);
    await ask('/desk/change', { label: 'Other', area: 'd0' });
    await ask('/desk/remove', {});
    const facts = await app.store.records.about('audit', { limit: 20 });
    expect(facts.filter(({ kind }) => kind === 'audit.token-changed')).toMatchObject([
      { name: 'receiver desk', what: 'revoked' },
      { name: 'receiver desk', what: 'added' },
      { name: 'receiver desk', what: 'added' },
    ]);
  });
});

test('of two nodes on one store one tells, and the other goes on from there when it ends', async () => {
  const store = await startApp(own);
  onTestFinished(() => store.stop());
  const hook = await hookOf();
  /** A node on that store, with the leases that it keeps. */
  async function node(holder: string) {
    const kept: KeptLease[] = [];
    const channelLease = (lease: string) => {
      const rhythm = { lease: 2000, renew: 200, retry: 50 };
      const { leases } = store.store;
      const one = keepLease({ leases, lease, holder, clock: realClock, rhythm, trouble: () => {} });
      kept.push(one);
      return one;
    };
    const app = await startApp({ ...own, beside: store, channelLease });
    app.channels.start();
    await Promise.all(kept.map((one) => one.asked()));
    const stop = async () => {
      await app.stop();
      await Promise.all(kept.map((one) => one.stop()));
    };
    return { app, stop };
  }
  const a = await node('a');
  const b = await node('b');
  onTestFinished(() => b.stop());
  const { add } = await administer(store);
  await add('desk', hook);
  await report(b.app, 'a', 'b');
  await report(a.app, 'c');
  await hook.until(3);
  await a.stop();
  await report(b.app, 'd');
  await hook.until(4);
  expect(hook.refs()).toEqual(['a', 'b', 'c', 'd']);
});

const idOf = (fact: unknown) => {
  const { incident } = fact as { incident: string | { id: string } };
  return typeof incident === 'string' ? incident : incident.id;
};
