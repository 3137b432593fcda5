import { connect } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startBroker } from '../support/network/mosquitto.ts';
import { spyOn } from '../support/network/mqtt-spy.ts';
import { serverProcess } from '../support/server-process.ts';
import { buildIfStale, built } from './built.ts';
import { percentile } from './in-turns.ts';
import { readMetrics } from './server-metrics.ts';

const CITY = join(import.meta.dirname, '../../data/city/xining');
const UNITS = 1000;
const SECONDS = 8;
const TICK_MS = 50;

/** `cpuMs`: processor of the server for 10,000 fixes, all its threads together. */
export type MqttFigures = { offered: number; durable: number; cpuMs: number; p50Ms: number; p99Ms: number };

/** Fixes that are published at so many a second, `perMessage` in each message: how many are durable, and how long a receipt takes. */
export async function measureMqtt(offered: number, perMessage: number): Promise<MqttFigures> {
  buildIfStale();
  const broker = await startBroker();
  const spy = await spyOn(broker.port);
  const server = await serverProcess({ CITY, DEMO: '0', MQTT_URL: spy.url }, built);
  try {
    await server.start();
    while (!spy.hears()) await wait(20);
    let took: number[] = [];
    let receipts = 0;
    spy.onReceipt((_passed, ms) => {
      receipts++;
      took.push(ms);
    });
    const device = await rawDevice(broker.port);
    // Units are made at their first fix.
    device.publish(messages(UNITS, 1, Date.now() - 1000));
    while (receipts < UNITS) await wait(20);
    [took, receipts] = [[], 0];
    const cpu = async () => (await readMetrics(server.url))('process_cpu_seconds_total') * 1000;
    const before = await cpu();
    const begun = performance.now();
    let sent = 0;
    while (performance.now() - begun < SECONDS * 1000) {
      const due = Math.floor(((performance.now() - begun) / 1000) * (offered / perMessage)) - sent;
      if (due > 0) {
        device.publish(messages(due, perMessage, Date.now(), sent));
        sent += due;
      }
      await wait(TICK_MS);
    }
    while (receipts < sent) await wait(5);
    const seconds = (performance.now() - begun) / 1000;
    device.end();
    const cpuMs = ((await cpu()) - before) / ((receipts * perMessage) / 10_000);
    return {
      offered,
      durable: (receipts * perMessage) / seconds,
      cpuMs,
      p50Ms: percentile(took, 0.5),
      p99Ms: percentile(took, 0.99),
    };
  } finally {
    await server.kill();
    server.remove();
    spy.close();
    await broker.remove();
  }
}

let packetId = 0;

/** PUBLISH packets of QoS 1 (MQTT 3.1.1, 3.3), many in one piece: a device in another language would cost less than a library does here. */
function messages(count: number, perMessage: number, at: number, from = 0): Buffer {
  const all: Buffer[] = [];
  for (let i = 0; i < count; i++) {
    const n = from + i;
    const fix = (k: number) =>
      `{"at":${at - perMessage + k},"lon":${(101.7 + (n % 97) / 1e4).toFixed(4)},"lat":36.6171,"speed":8,"heading":90}`;
    const payload = Buffer.from(
      perMessage === 1 ? fix(0) : `[${Array.from({ length: perMessage }, (_, k) => fix(k)).join()}]`,
    );
    const topic = Buffer.from(`watchfloor/v1/positions/U-${n % UNITS}`);
    packetId = (packetId % 65_535) + 1;
    const head = Buffer.from([topic.length >> 8, topic.length & 255]);
    const id = Buffer.from([packetId >> 8, packetId & 255]);
    const length = head.length + topic.length + id.length + payload.length;
    all.push(Buffer.from([0x32, ...remaining(length)]), head, topic, id, payload);
  }
  return Buffer.concat(all);
}

function remaining(length: number): number[] {
  return length < 128 ? [length] : [(length & 127) | 128, ...remaining(length >> 7)];
}

async function rawDevice(port: number) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const name = Buffer.from('bench');
  socket.write(
    Buffer.from([0x10, 12 + name.length, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 2, 0, 0, 0, name.length, ...name]),
  );
  await once(socket, 'data');
  socket.resume();
  return { publish: (bytes: Buffer) => void socket.write(bytes), end: () => socket.destroy() };
}
