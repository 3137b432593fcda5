import type { Clock } from '#data/kit/clock.ts';
import { StoreUnavailable } from '../../../store/store.ts';
import type { Ear } from '../channel.ts';
import { fieldOf } from '../devices/device-said.ts';
import type { DeviceMessage, DeviceOutcome } from '../devices/device-door.ts';
import type { Message, Receipt } from './broker.ts';
import type { MqttSource, ReadMessage } from './read-message.ts';

/** Keeps messages in the order in which they come, many in one commit, and acknowledges none before that. */
export type Keeping = {
  receive(message: Message): void;
  /** Resolves when nothing is under way; what waits is left to the broker. */
  stop(): Promise<void>;
};

type Parts = {
  /** Resolves when messages can be read. @throws {StoreUnavailable} */
  ready(): Promise<void>;
  read(message: Message): ReadMessage;
  take(source: MqttSource, messages: readonly DeviceMessage[]): Promise<DeviceOutcome[]>;
  ear: Pick<Ear, 'refused' | 'corrected' | 'letters'>;
  clock: Clock;
  acknowledge(receipts: readonly Receipt[]): void;
  /** Whether no more must come for now. */
  full(isFull: boolean): void;
  trouble: (what: string, error: unknown) => void;
};

/** Messages and bytes that are kept in one commit: what a thread reads within some 10 ms. */
const MOST_AT_ONCE = 1000;
const BYTES_AT_ONCE = 1_000_000;
/** Messages that may wait here. With MQTT 5 the broker sends no more ahead anyway. */
const MOST_WAITING = 10_000;
const RETRY_MS = 500;
const LONGEST_MS = 10_000;
const MOST_CONTENT = 8_001;

export function createKeeping({ ready, read, take, ear, clock, acknowledge, full, trouble }: Parts): Keeping {
  let waiting: Message[] = [];
  let isFull = false;
  let isStopped = false;
  let wake = () => {};
  let working: Promise<void> | null = null;
  /** What nobody could read without breaking. */
  const broken = new WeakSet<Message>();

  async function work(): Promise<void> {
    while (waiting.length > 0 && !isStopped) {
      const batch = nextBatch();
      await keep(batch);
      if (isFull && waiting.length < MOST_WAITING / 2) full((isFull = false));
    }
  }

  function nextBatch(): Message[] {
    let bytes = 0;
    let count = 0;
    while (count < Math.min(MOST_AT_ONCE, waiting.length) && (count === 0 || bytes < BYTES_AT_ONCE))
      bytes += waiting[count++]!.payload.byteLength;
    const batch = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return batch;
  }

  /** Again and again until it is kept: the broker has it until then. */
  async function keep(batch: readonly Message[]): Promise<void> {
    for (let tries = 0; !isStopped; tries++) {
      try {
        await keepOnce(batch);
        return acknowledge(batch.flatMap(({ receipt }) => receipt ?? []));
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) return apart(batch, error);
        trouble('what came over MQTT waits for the store', error);
        await rest(Math.min(RETRY_MS * 2 ** tries, LONGEST_MS));
      }
    }
  }

  /** What breaks us is found by itself, and stops nothing that stands beside it. */
  async function apart(batch: readonly Message[], error: unknown): Promise<void> {
    const [first] = batch;
    if (batch.length === 1 && first) {
      trouble('a message over MQTT could not be read', error);
      broken.add(first);
    }
    for (const message of batch) await keep([message]);
  }

  async function keepOnce(batch: readonly Message[]): Promise<void> {
    await ready();
    const bySource = new Map<MqttSource, { of: Message; message: DeviceMessage }[]>();
    const letters = new Map<Message, ReturnType<typeof letterOf>>();
    for (const of of batch) {
      if (broken.has(of)) {
        letters.set(of, letterOf(of, null, 'could not be read'));
        continue;
      }
      const { source, messages } = read(of);
      const all = bySource.get(source) ?? [];
      bySource.set(source, all);
      for (const message of messages) all.push({ of, message });
    }
    for (const [source, all] of bySource) {
      const outcomes = await take(
        source,
        all.map(({ message }) => message),
      );
      outcomes.forEach((outcome, i) => {
        if (outcome.is === 'kept' && outcome.corrected !== undefined) ear.corrected(fieldOf(outcome.corrected));
        if (outcome.is !== 'refused') return;
        const { of, message } = all[i]!;
        // What came to the door is counted there.
        if (message.said.is !== 'fix') ear.refused(fieldOf(outcome.why));
        if (outcome.mayKeep && !letters.has(of)) letters.set(of, letterOf(of, source, outcome.why));
      });
    }
    if (letters.size > 0) await ear.letters.dead([...letters.values()]);
  }

  async function rest(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const forget = clock.after(ms, resolve);
    wake = resolve;
    await promise;
    forget();
  }

  return {
    receive(message) {
      if (isStopped) return;
      waiting.push(message);
      if (!isFull && waiting.length >= MOST_WAITING) full((isFull = true));
      working ??= work()
        .catch((error: unknown) => trouble('what came over MQTT', error))
        .finally(() => (working = null));
    },
    async stop() {
      isStopped = true;
      wake();
      await working;
    },
  };
}

/** The topic and what it brought; of bytes that are no text, what can be read of them. */
function letterOf({ topic, payload }: Message, source: MqttSource | null, reason: string) {
  const text = Buffer.from(payload.buffer, payload.byteOffset, Math.min(payload.byteLength, MOST_CONTENT)).toString();
  return { source, reason, content: `${topic}\n${text}` };
}
