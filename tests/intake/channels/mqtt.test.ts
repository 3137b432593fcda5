import pino from 'pino';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { skippedUnless } from '../../support/aloud.ts';
import { hasMosquitto, startBroker } from '../../support/network/mosquitto.ts';
import { spyOn } from '../../support/network/mqtt-spy.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { channelPasses, type Told } from './kit.ts';

const START = Date.UTC(2026, 2, 4, 6);
const broker = hasMosquitto ? await startBroker() : null;
const spy = broker && (await spyOn(broker.port));
const clock = createTestClock(START);
/** Told of each line of the server's own log. */
let onTrouble = () => {};

skippedUnless(broker !== null, 'MQTT with a broker', 'MQTT with a broker: mosquitto and mosquitto_pub are not there');
describe.runIf(broker !== null)('over a real broker', () => {
  channelPasses('mqtt', {
    options: {
      clock,
      mqttUrl: spy?.url ?? '',
      log: pino({ level: 'error' }, { write: (line) => line.includes('over MQTT waits') && onTrouble() }),
    },
    async connect() {
      if (!broker || !spy) throw new Error('no broker');
      /** By reference, who waits for a receipt of it. */
      const waiting = new Map<string, ((told: Told) => void)[]>();
      const tell = (ref: string, told: Told) => {
        for (const run of waiting.get(ref) ?? []) run(told);
        waiting.delete(ref);
      };
      let isGone = false;
      await vi.waitFor(() => expect(spy.hears()).toBe(true), { timeout: 10_000 });
      spy.onReceipt(({ topic }) => tell(refOf(topic), 'acknowledged'));
      const all = (told: Told) => [...waiting.keys()].forEach((ref) => tell(ref, told));
      spy.onGone(() => {
        isGone = true;
        all('again');
      });
      onTrouble = () => all('again');
      onTestFinished(() => {
        onTrouble = () => {};
      });
      const send = async (ref: string, payload: string): Promise<Told> => {
        if (isGone) return 'again';
        const { promise, resolve } = Promise.withResolvers<Told>();
        waiting.set(ref, [...(waiting.get(ref) ?? []), resolve]);
        // What waits for the store is tried again.
        clock.advance(1000);
        await broker.publish(`watchfloor/v1/positions/${ref}`, payload);
        return promise;
      };
      return {
        good: (ref) => send(ref, JSON.stringify({ at: START - 1000, lon: 101.77, lat: 36.61 })),
        bad: (ref) => send(ref, '{"at":'),
      };
    },
    kept: async (store) => (await store.tracks.read(0, Infinity)).map(({ unit }) => unit).sort(),
  });
});

const refOf = (topic: string) => topic.split('/').at(-1)!;
