import type { Seq } from '#data/contract/ids.ts';
import type { Delivery, Receiver, ReceiverKind, ReceiverShown, Tried } from '#data/contract/receiver.ts';
import { receiverKinds } from '#data/contract/receiver.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { FactLog } from '../../../store/store.ts';
import type { KeptProgress } from './progress.ts';
import type { ChangeReceiver, Receivers } from './receivers.ts';
import { type Came, messageOf, type SendMessage, testMessage } from './send-message.ts';
import type { TellingParts } from './tell-receiver.ts';

type Answered = { receiver: Receiver; tried: Tried };

/** What an administrator does about receivers, on whichever node. */
export type ReceiverDesk = Pick<Receivers, 'renew'> & {
  list(): Promise<ReceiverShown[]>;
  /** Newest first; null: there is no such receiver. */
  deliveries(name: string): Promise<Delivery[] | null>;
  /** From now on it is told. Null: the name is taken, or there are as many as there may be. */
  add: Receivers['add'];
  change(name: string, said: ChangeReceiver): Promise<Receiver | null>;
  pause(name: string): Promise<Receiver | null>;
  resume(name: string): Promise<Receiver | null>;
  /** It is told nothing from now on. */
  remove(name: string): Promise<Receiver | null>;
  tryIt(name: string): Promise<Answered | null>;
  /** `unseen`: no such fact, or none that it may see. */
  resend(name: string, seq: Seq): Promise<Answered | 'unseen' | null>;
};

type Parts = {
  receivers: Receivers;
  progress: KeptProgress;
  log: Pick<FactLog, 'read' | 'place'>;
  toldFact: TellingParts['toldFact'];
  send: SendMessage;
  clock: Clock;
};

const kinds: readonly string[] = receiverKinds;

export function createReceiverDesk({ receivers, progress, log, toldFact, send, clock }: Parts): ReceiverDesk {
  return {
    renew: receivers.renew,
    async list() {
      const all = await receivers.list();
      return Promise.all(
        all.map(async (receiver) => {
          const kept = await progress.of(receiver.name);
          const last = kept?.log.at(-1);
          return { ...receiver, ...(last && { last }), ...(kept?.trying && { trying: kept.trying }) };
        }),
      );
    },
    async deliveries(name) {
      if (!(await receivers.find(name))) return null;
      return (await progress.of(name))?.log.toReversed() ?? [];
    },
    async add(said) {
      const made = await receivers.add(said);
      // From here on, whenever the node that tells comes to it.
      if (made) await progress.begin(said.name);
      return made;
    },
    change: receivers.change,
    pause: (name) => receivers.turn(name, 'paused'),
    resume: (name) => receivers.turn(name, 'on'),
    async remove(name) {
      const gone = await receivers.remove(name);
      if (gone) await progress.remove(name);
      return gone;
    },
    async tryIt(name) {
      const known = await receivers.find(name);
      if (!known) return null;
      return { receiver: known.receiver, tried: triedOf(await send(known, testMessage(clock.now()))) };
    },
    async resend(name, seq) {
      const known = await receivers.find(name);
      if (!known) return null;
      const [found] = await log.read((seq - 1) as Seq, 1);
      const fact = found?.fact.seq === seq && kinds.includes(found.fact.kind) ? found.fact : null;
      const seen = fact && (await toldFact(fact, known.receiver));
      if (!seen) return 'unseen';
      const tried = triedOf(await send(known, messageOf(seen, log.place().epoch)));
      const entry: Delivery = {
        seq,
        kind: seen.kind as ReceiverKind,
        at: clock.now(),
        is: tried.ok ? 'delivered' : 'given up',
        ...(tried.status !== undefined && { status: tried.status }),
        ...(tried.why !== undefined && { why: tried.why }),
        ms: tried.ms,
        tries: 1,
        again: true,
      };
      await progress.add(name, { log: [entry] });
      return { receiver: known.receiver, tried };
    },
  };
}

const triedOf = ({ waitMs: _wait, ...tried }: Came): Tried => tried;
