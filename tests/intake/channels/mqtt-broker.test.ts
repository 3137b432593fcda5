import { join, resolve } from 'node:path';
import mqtt from 'mqtt';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { ChannelHealth } from '#data/contract/channel.ts';
import { amongOthers, keepLease } from '#server/nodes/keep-lease.ts';
import type { Leases } from '#server/store/leases.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { StoreUnavailable } from '#server/store/store.ts';
import { skipAloud } from '../../support/aloud.ts';
import { startApp, type RunningApp } from '../../support/app.ts';
import { hasMosquitto, startBroker, type TestBroker } from '../../support/network/mosquitto.ts';
import { spyOn, type MqttSpy } from '../../support/network/mqtt-spy.ts';
import { serverProcess } from '../../support/server-process.ts';
import { createTestClock } from '../../support/test-clock.ts';

const CITY = resolve(import.meta.dirname, '../../fixtures/packs/houston');
const PLACE = { lon: -95.37, lat: 29.76 };
const HERE = { lon: 101.77, lat: 36.61 };
const UNIT = 'PD-12';
const topic = (unit: string) => `watchfloor/v1/positions/${unit}`;
const fix = (at: number, place = HERE) => JSON.stringify({ at, ...place });
const patient = { timeout: 20_000, interval: 20 };

let broker: TestBroker;
beforeAll(async () => {
  if (hasMosquitto) broker = await startBroker();
});
afterAll(() => broker?.remove());
beforeEach(({ skip }) => {
  if (!hasMosquitto) skipAloud(skip, 'mosquitto and mosquitto_pub are not there');
});

async function spied(): Promise<MqttSpy> {
  const spy = await spyOn(broker.port);
  onTestFinished(() => spy.close());
  return spy;
}

async function heardBy(spy: MqttSpy): Promise<void> {
  await vi.waitFor(() => expect(spy.hears()).toBe(true), patient);
}

/** The units that acknowledged fixes are of, from now on. */
function receiptsOf(spy: MqttSpy): string[] {
  const units: string[] = [];
  spy.onReceipt(({ topic }) => units.push(topic.split('/').at(-1)!));
  return units;
}

async function healthOf(app: RunningApp): Promise<ChannelHealth> {
  const { cookie } = await app.signIn({ role: 'admin' });
  const answer = await fetch(`${app.url}/api/v1/channels`, { headers: { cookie } });
  return ((await answer.json()) as { items: ChannelHealth[] }).items.find(({ name }) => name === 'mqtt')!;
}

describe('a server that is killed, and one that is stopped', () => {
  test('gets again what it had not acknowledged and a backlog of ten thousand, and keeps each once', async () => {
    const spy = await spied();
    const server = await serverProcess({ DEMO: '0', CITY, MQTT_URL: spy.url });
    onTestFinished(async () => {
      await server.kill();
      server.remove();
    });
    const begin = Date.now() - 12_000_000;
    await server.start();
    await heardBy(spy);
    // It is kept, and the broker never hears of it.
    spy.swallowReceipts(true);
    const first = receiptsOf(spy);
    await broker.publish(topic(UNIT), fix(begin, PLACE));
    await vi.waitFor(() => expect(first).toEqual([UNIT]), patient);
    await server.kill();
    spy.swallowReceipts(false);

    const passed: { dup: boolean }[] = [];
    spy.onPublish((one) => passed.push(one));
    const device = await mqtt.connectAsync(broker.url, { clientId: 'tunnel' });
    const backlog = Array.from({ length: 10_000 }, (_, i) => fix(begin + (i + 1) * 1000, PLACE));
    await Promise.all(backlog.map((payload) => device.publishAsync(topic(UNIT), payload, { qos: 1 })));
    await device.endAsync();

    let receipts = receiptsOf(spy);
    await server.start();
    await vi.waitFor(() => expect(receipts.length).toBeGreaterThan(1000), patient);
    expect(passed[0]).toMatchObject({ dup: true });
    // In the middle of it: 0 says that it needed no more than its 4.5 s.
    expect(await server.stop()).toBe(0);
    receipts = receiptsOf(spy);
    await server.start();
    const last = 'PD-13';
    await broker.publish(topic(last), fix(begin, PLACE));
    await vi.waitFor(() => expect(receipts).toContain(last), patient);
    expect(await server.stop()).toBe(0);

    const store = await openSqliteStore({ file: join(server.folder, 'watchfloor.db'), hourShift: 0 });
    const kept = (await store.tracks.read(0, Infinity)).filter(({ unit }) => unit === UNIT).map(({ at }) => at);
    await store.close();
    expect(kept.length).toBe(10_001);
    expect(new Set(kept).size).toBe(10_001);
  }, 90_000);
});

describe('a broker', () => {
  test('that is lost is said so of, and what devices say after its return is heard; foreign topics are not', async () => {
    const spy = await spied();
    const app = await startApp({ mqttUrl: spy.url });
    onTestFinished(() => app.stop());
    app.channels.start();
    await heardBy(spy);
    expect((await healthOf(app)).notes).toBeUndefined();
    await broker.kill();
    await vi.waitFor(async () => expect((await healthOf(app)).notes).toMatchObject([{ what: 'unreachable' }]), patient);
    await broker.start();
    await heardBy(spy);
    const passed: string[] = [];
    spy.onPublish((one) => passed.push(one.topic));
    const receipts = receiptsOf(spy);
    const at = Date.now() - 1000;
    for (const wild of [topic('+'), topic('#'), 'watchfloor/#'])
      expect(await broker.publish(wild, fix(at))).not.toBe(0);
    for (const foreign of [
      'watchfloor/v1/positions',
      `${topic(UNIT)}/x`,
      'watchfloor/v2/positions/PD-12',
      'owntracks/a',
    ])
      expect(await broker.publish(foreign, fix(at))).toBe(0);
    await broker.publish(topic(UNIT), fix(at));
    await vi.waitFor(() => expect(receipts).toEqual([UNIT]), patient);
    expect(passed).toEqual([topic(UNIT)]);
    expect((await healthOf(app)).notes).toBeUndefined();
    expect((await app.store.tracks.read(0, Infinity)).map(({ unit }) => unit)).toEqual([UNIT]);
  }, 60_000);

  test('that does not know us is said so of', async () => {
    const closed = await startBroker({ config: 'allow_anonymous false' });
    const app = await startApp({ mqttUrl: closed.url });
    onTestFinished(async () => {
      await app.stop();
      await closed.remove();
    });
    app.channels.start();
    const why = expect.stringMatching(/refuses the connection: .*not authorized/i);
    await vi.waitFor(async () => expect((await healthOf(app)).notes).toEqual([{ what: 'unreachable', why }]), patient);
  });
});

describe('of two nodes', () => {
  test('the other hears within 5 s of the death of the one, with what that one had not acknowledged', async () => {
    const clock = createTestClock(Date.UTC(2026, 2, 4, 6));
    const [spyOfA, spyOfB] = [await spied(), await spied()];
    let isCut = false;
    const lease = (leases: () => Leases, holder: string) => (name: string) =>
      keepLease({ leases: leases(), lease: name, holder, clock, rhythm: amongOthers, trouble: () => {} });
    const unlessCut = <A extends unknown[], R>(ask: (...args: A) => Promise<R>) =>
      async function (...args: A): Promise<R> {
        if (isCut) throw new StoreUnavailable('it is dead');
        return ask(...args);
      };
    const leasesOfA = (): Leases => {
      const { take, renew, giveBack, list } = a.store.leases;
      return { take: unlessCut(take), renew: unlessCut(renew), giveBack: unlessCut(giveBack), list };
    };
    const a: RunningApp = await startApp({ clock, mqttUrl: spyOfA.url, channelLease: lease(leasesOfA, 'a') });
    const b = await startApp({
      clock,
      mqttUrl: spyOfB.url,
      beside: a,
      channelLease: lease(() => a.store.leases, 'b'),
    });
    onTestFinished(async () => {
      await b.stop();
      await a.stop();
    });
    a.channels.start();
    await heardBy(spyOfA);
    b.channels.start();
    const receipts = receiptsOf(spyOfA);
    await broker.publish(topic(UNIT), fix(clock.now() - 1000));
    await vi.waitFor(() => expect(receipts).toEqual([UNIT]), patient);
    expect(spyOfB.hears()).toBe(false);

    isCut = true;
    spyOfA.cut(false);
    const atB = receiptsOf(spyOfB);
    await broker.publish(topic('PD-13'), fix(clock.now() - 500));
    for (let left = 5000; left > 0; left -= 250) {
      await clock.pass(250, 250);
      // Whatever was asked of the leases before is answered by then.
      await a.store.leases.take('another', 'test', 1);
    }
    await heardBy(spyOfB);
    await vi.waitFor(() => expect(atB).toEqual(['PD-13']), patient);
    expect((await a.store.tracks.read(0, Infinity)).map(({ unit }) => unit).sort()).toEqual([UNIT, 'PD-13']);
  }, 60_000);
});
