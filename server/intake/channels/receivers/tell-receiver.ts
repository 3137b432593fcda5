import type { ChannelNote } from '#data/contract/channel.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { Delivery, Receiver, ReceiverKind, Trying } from '#data/contract/receiver.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Random } from '#data/kit/random.ts';
import { type FactLog, StoreUnavailable } from '../../../store/store.ts';
import type { Ear } from '../channel.ts';
import type { KeptProgress } from './progress.ts';
import type { Receivers } from './receivers.ts';
import { type Came, messageOf, type SendMessage, whyOf } from './send-message.ts';

/** One receiver that is told, for as long as this process may. */
export type Telling = {
  /** There may be more to tell. */
  wake(): void;
  /** Something about the receiver is new: whatever waits is tried at once. */
  again(): void;
  note(): ChannelNote | null;
  /** Resolves when nothing is under way, and what was delivered is on record. */
  stop(): Promise<void>;
};

export type TellingParts = {
  receivers: Pick<Receivers, 'find' | 'turn'>;
  progress: Pick<KeptProgress, 'begin' | 'add'>;
  log: Pick<FactLog, 'read' | 'place'>;
  toldFact(fact: LoggedFact, receiver: Receiver): Promise<LoggedFact | null>;
  send: SendMessage;
  ear: Pick<Ear, 'refused' | 'delivered' | 'letters'>;
  clock: Clock;
  random: Random;
  trouble: (what: string, error: unknown) => void;
};

/** Facts that are read at a time, and that may have been passed over since the place was kept. */
const PAGE = 200;
const FAR = 1000;
/** Then it is given up: after a quarter of an hour or so. */
export const MOST_TRIES = 10;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 600_000;
const STORE_WAIT_MS = 2000;
const GRACE_MS = 2000;

/** Twice as long each time, and never at the same moment as all others. */
export function waitAfter(tries: number, random: Random): number {
  const whole = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
  return Math.round(whole / 2 + (random() * whole) / 2);
}

/** Tells one receiver what is for it, in order, from the place that is kept; it waits for nobody but itself. */
export function tellReceiver(name: string, parts: TellingParts): Telling {
  const { receivers, progress, log, toldFact, send, ear, clock, random, trouble } = parts;
  const giveUp = new AbortController();
  let isLeaving = false;
  const isStopped = () => isLeaving;
  let seq = 0 as Seq;
  let keptSeq = 0;
  let trying: Trying | undefined;
  let unkept: Delivery[] = [];
  let isNew = false;
  let keeping: Promise<void> | null = null;
  let isDue = false;
  let wakeUp = () => {};
  let goOn = () => {};

  async function work(): Promise<void> {
    // One that is gone already leaves no place behind.
    if (!(await receivers.find(name))) return;
    const kept = await progress.begin(name);
    [seq, keptSeq, trying] = [kept.seq, kept.seq, kept.trying];
    while (!isStopped()) {
      isDue = false;
      const known = await receivers.find(name);
      if (!known) return;
      const page = known.receiver.state === 'on' ? await log.read(seq, PAGE) : [];
      if (page.length === 0) await woken();
      for (const { fact } of page) {
        if (isStopped() || !(await isPast(fact, known.receiver))) break;
        seq = fact.seq;
      }
      if (seq - keptSeq >= FAR) keep();
    }
  }

  /** Whether the receiver has been told, or need not be. */
  async function isPast(fact: LoggedFact, { kinds }: Receiver): Promise<boolean> {
    if (!isFor(fact, kinds)) return true;
    const left = trying?.seq === fact.seq ? trying.next - clock.now() : 0;
    if (left > 0) await rest(left);
    while (!isStopped()) {
      const known = await receivers.find(name);
      if (known?.receiver.state !== 'on') return false;
      const seen = isFor(fact, known.receiver.kinds) ? await toldFact(fact, known.receiver) : null;
      if (!seen) return true;
      const message = messageOf(seen, log.place().epoch);
      const came = await send(known, message, giveUp.signal);
      // A try that we ended ourselves says nothing of the receiver.
      if (!came.ok && giveUp.signal.aborted) return false;
      const tries = (trying?.seq === fact.seq ? trying.tries : 0) + 1;
      if (came.ok) {
        ear.delivered(Math.max(0, clock.now() - fact.at));
        done(fact, 'delivered', came, tries);
        return true;
      }
      ear.refused(whyOf(came));
      if (came.status === 410) await receivers.turn(name, 'gone');
      else if (tries >= MOST_TRIES) {
        await ear.letters.dead([{ source: name, ref: message.id, reason: whyOf(came), content: message.body }]);
        done(fact, 'given up', came, tries);
        return true;
      }
      const wait = Math.min(Math.max(waitAfter(tries, random), came.waitMs ?? 0), LONGEST_WAIT_MS);
      trying = { seq: fact.seq, tries, why: whyOf(came), next: clock.now() + wait };
      keep();
      if (came.status === 410 || isStopped()) return false;
      await rest(wait);
    }
    return false;
  }

  function done(fact: LoggedFact, is: Delivery['is'], { status, why, ms }: Came, tries: number): void {
    seq = fact.seq;
    trying = undefined;
    unkept.push({
      seq,
      kind: fact.kind as ReceiverKind,
      at: clock.now(),
      is,
      ...(status !== undefined && { status }),
      ...(why !== undefined && { why }),
      ms,
      tries,
    });
    keep();
  }

  /** Behind what goes on, one at a time: what is delivered meanwhile goes into the next. */
  function keep(): void {
    isNew = true;
    keeping ??= keepAll().finally(() => (keeping = null));
  }
  async function keepAll(): Promise<void> {
    while (isNew) {
      isNew = false;
      const [at, more] = [seq, unkept];
      unkept = [];
      try {
        await progress.add(name, { seq: at, trying, log: more });
        keptSeq = at;
      } catch (error) {
        // The next delivery tries again; until then it may be told twice, never not at all.
        unkept = [...more, ...unkept];
        trouble(`how far the receiver "${name}" has come is not kept`, error);
      }
    }
  }

  function woken(): Promise<void> {
    if (isDue || isStopped()) return Promise.resolve();
    return new Promise((resolve) => (wakeUp = resolve));
  }
  async function rest(ms: number): Promise<void> {
    if (isStopped()) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const forget = clock.after(ms, resolve);
    goOn = resolve;
    await promise;
    forget();
  }

  async function live(): Promise<void> {
    while (!isStopped())
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) trouble(`the receiver "${name}" is not told`, error);
        await rest(STORE_WAIT_MS);
      }
  }

  function wake(): void {
    isDue = true;
    wakeUp();
  }
  const living = live();
  return {
    wake,
    again() {
      wake();
      goOn();
    },
    note: () => (trying ? { what: 'not-delivered', receiver: name, why: trying.why, tries: trying.tries } : null),
    async stop() {
      isLeaving = true;
      wake();
      goOn();
      // What is on its way may arrive: else it would be told twice.
      const forget = clock.after(GRACE_MS, () => giveUp.abort());
      await living;
      forget();
      keep();
      await keeping;
    },
  };
}

const isFor = ({ kind }: LoggedFact, kinds: readonly string[]) => kinds.includes(kind);
