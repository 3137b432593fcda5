/// <reference types="svelte" />
import type { Work } from '#data/contract/desk-api.ts';
import type { Time } from '#data/contract/ids.ts';
import type { Person } from '#data/contract/person.ts';
import type { Clock } from '#data/kit/clock.ts';
import { createExchange } from '#client/call/exchange.ts';
import { createLightAsk, createLightCall } from '#client/call/light.ts';
import type { Refusal } from '#client/call/refusal.ts';
import { raise } from '#client/page/raise.ts';
import { followReadiness } from '#client/page/readiness.svelte.ts';
import type { PageSession } from '#client/session/session.svelte.ts';
import type { Action, Said } from './queue/action.ts';
import type { Device, Remembered } from './queue/device.ts';
import { drop, tryAgain, type Queue } from './queue/queue.ts';
import { datesOf } from './queue/dates.ts';
import { sendStep } from './queue/send-step.ts';
import { createSender } from './queue/sender.ts';
import { tabTurn } from './queue/turn.ts';
import { workKey } from './session/phone-session.svelte.ts';
import { askWork, createAsking, type WorkAnswer } from './work/ask-work.ts';
import { lineOf, type Line } from './work/line.ts';
import { projectWork } from './work/project.ts';
import { aheadAfter } from './work/server-time.ts';

/** One person's work on this device, and what they tapped. */
export type OwnWork = {
  /** As it will be once every tap has arrived; null before the first answer. */
  readonly work: Work | null;
  /** What the server has said of it last. */
  readonly told: Work | null;
  readonly queue: Queue;
  /** Taps that `told` does not show yet, sent or not; without the refused ones. */
  readonly ahead: Queue;
  readonly line: Line;
  /** The server answers and is not ready: the work is true to its log, but not yet whole. */
  readonly isStarting: boolean;
  /** Why the server does not answer this person's question; null: it does. */
  readonly refused: Refusal | null;
  /** Of what was reported and taken in since the page was opened: its case number, by what the tap is about. */
  readonly numbers: ReadonlyMap<string, string>;
  /** The server's time as far as it is known, moving every second. */
  serverNow(): Time;
  /** How far the server's time is ahead of this device's clock, ms; null: nothing is known of it yet. */
  aheadOfDate(): number | null;
  /** The device did not keep the last tap: it must be said at once. */
  readonly notKept: boolean;
  /** Resolves when the tap is kept on the device, or `notKept` says that it is not. */
  tap(said: Said, draft?: Parameters<Device['add']>[1]): Promise<void>;
  /** Of a tap that was refused; both resolve like `tap`. */
  drop(id: string): Promise<void>;
  tryAgain(id: string): Promise<void>;
  askNow(): void;
  stop(): void;
};

type Parts = { person: Person; device: Device; clock: Clock; session: PageSession; newId: () => string };

export function createOwnWork({ person, device, clock, session, newId }: Parts): OwnWork {
  let answer = $state.raw<Remembered<Work> | null>(null);
  let asOf = $state.raw<number | null>(null);
  let queue = $state.raw<Queue>([]);
  /** Taps that the server has done and that no answer about the work shows yet: their seq, and when. */
  let settled = $state.raw<readonly { action: Action; seq: number; at: number }[]>([]);
  let numbers = $state.raw<ReadonlyMap<string, string>>(new Map());
  let failed = $state(false);
  let refused = $state.raw<Refusal | null>(null);
  let notKept = $state(false);
  let now = $state(clock.now());
  /** How far the server's time is ahead of `clock`, ms; null: nothing is known of it. */
  let ahead = $state<number | null>(null);

  const others = new BroadcastChannel('watchfloor-phone');
  /** Never rejects: where the device gives way, what was read last is shown, and the server is asked all the same. */
  const readQueue = () =>
    device
      .queue(person.id)
      .then((found) => {
        queue = found;
      })
      .catch(raise);
  const changed = () => {
    others.postMessage(person.id);
    void readQueue();
  };
  others.onmessage = ({ data }) => data === person.id && void readQueue();

  const exchange = createExchange({ fresh: true });
  const ask = createLightAsk(exchange);
  const readiness = followReadiness(() => createLightCall(exchange)('GET /readyz'), clock);
  const sender = createSender({
    person: person.id,
    device,
    send: (step) => sendStep(step, datesOf(step.action, { date: Date.now(), ahead: aheadOfDate() })),
    turn: tabTurn(`watchfloor-phone:${person.id}`),
    clock,
    changed,
    kept(action, { seq, number }) {
      settled = [...settled, { action, seq, at: clock.now() }];
      if (number !== undefined) numbers = new Map(numbers).set(action.about, number);
      asking.now();
    },
    wants: () => void session.check(),
  });

  const asking = createAsking({
    clock,
    last: () => answer,
    ask: (etag) => askWork(person.id, etag, ask),
    // Who is not signed in would only be refused, and refusals are counted.
    hidden: () => document.visibilityState === 'hidden' || session.state !== 'in',
    got,
  });

  function aheadOfDate(): number | null {
    return ahead === null ? null : Math.round(clock.now() + ahead - Date.now());
  }

  function got(said: WorkAnswer, askedAt: number): void {
    const mayBeNew = failed || asOf === null;
    failed = said.is === 'no-answer';
    if (said.is === 'signed-out') return void session.check();
    if (said.is === 'refused') return void (refused = said.refusal);
    if (said.is === 'no-answer') return;
    refused = null;
    if (said.is === 'same' && answer) {
      // The same as then, as of now: the city's time has gone on as this page's clock has.
      asOf = Math.round((asOf ?? answer.value.asOf) + askedAt - answer.askedAt);
      const known = ahead ?? 0;
      if (said.date !== undefined) ahead = aheadAfter(known, said.date, clock.now());
      if (ahead !== known) asOf = Math.round(askedAt + (ahead ?? 0));
      answer = { ...answer, askedAt };
      settled = settled.filter(({ at }) => at > askedAt);
    }
    if (said.is === 'work') take(said, askedAt);
    if (mayBeNew) readiness.ask();
    sender.wake();
  }

  function take({ work, etag }: Extract<WorkAnswer, { is: 'work' }>, askedAt: number): void {
    ahead = work.asOf - clock.now();
    answer = { value: work, askedAt, ...(etag !== undefined && { etag }) };
    asOf = work.asOf;
    settled = settled.filter(({ seq }) => seq > work.seq);
    device.remember(workKey(person.id), answer).catch(raise);
  }

  const back = () => {
    if (document.visibilityState === 'hidden') return;
    asking.now();
    sender.wake();
  };
  const gone = () => (failed = true);
  document.addEventListener('visibilitychange', back);
  addEventListener('online', back);
  addEventListener('offline', gone);
  const ticking = setInterval(() => (now = clock.now()), 1000);

  async function start(): Promise<void> {
    await readQueue();
    const before = await device.remembered<Work>(workKey(person.id)).catch(raise);
    // Until the server has answered, what was known before is shown as what it is: without a line.
    if (before && !answer) {
      answer = before;
      asOf = before.value.asOf;
      ahead = before.value.asOf - before.askedAt;
      failed = true;
    }
    asking.now();
    sender.wake();
  }
  void start();

  const told = $derived(answer?.value ?? null);
  const taps = $derived([...settled.map(({ action }) => action), ...queue.filter((action) => !action.refusal)]);
  const work = $derived(told && projectWork(told, taps));
  const last = $derived(answer && asOf !== null ? { askedAt: answer.askedAt, asOf } : null);
  const line = $derived(lineOf(last, { failed, refused: refused !== null }, now));

  /** Whether the device took it; what it did not take is said, a call for help that is tried again above all. */
  const isKept = async (keeping: Promise<unknown>) => {
    notKept = await keeping.then(
      () => false,
      () => true,
    );
    return !notKept;
  };
  const choose = async (step: (queue: Queue) => Queue) => {
    if (!(await isKept(device.change(person.id, step)))) return;
    changed();
    sender.wake();
  };

  return {
    get work() {
      return work;
    },
    get told() {
      return told;
    },
    get queue() {
      return queue;
    },
    get ahead() {
      return taps;
    },
    get line() {
      return line;
    },
    get isStarting() {
      return readiness.isStarting;
    },
    get refused() {
      return refused;
    },
    get numbers() {
      return numbers;
    },
    get notKept() {
      return notKept;
    },
    serverNow: () => Math.round(now + (ahead ?? 0)),
    aheadOfDate,
    async tap(said, draft) {
      const known = aheadOfDate();
      const tapped = Math.round(Date.now() + (known ?? 0));
      const dated = { tapped, ...(known !== null && { ahead: known }) };
      const action = { photos: [], ...said, id: newId(), person: person.id, ...dated };
      if (!(await isKept(device.add(action, draft)))) return;
      await readQueue();
      others.postMessage(person.id);
      sender.wake();
    },
    drop: (id) => choose((before) => drop(before, id)),
    tryAgain: (id) => choose((before) => tryAgain(before, id)),
    askNow: back,
    stop() {
      asking.stop();
      readiness.stop();
      sender.stop();
      others.close();
      clearInterval(ticking);
      document.removeEventListener('visibilitychange', back);
      removeEventListener('online', back);
      removeEventListener('offline', gone);
    },
  };
}
