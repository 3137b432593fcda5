import { receiverKinds } from '#data/contract/receiver.ts';
import type { FactLog } from '../../../store/store.ts';
import type { Channel, Ear, Hearing } from '../channel.ts';
import type { Receivers } from './receivers.ts';
import { type Telling, tellReceiver, type TellingParts } from './tell-receiver.ts';

type Parts = Omit<TellingParts, 'ear' | 'receivers' | 'log'> & { receivers: Receivers; log: FactLog };

const kinds: ReadonlySet<string> = new Set(receiverKinds);
const AGAIN_MS = 2000;

/** Tells others what happens (docs/connect/webhooks-out.md). One node tells, for all; each receiver at its own pace. */
export function createReceiversChannel(parts: Parts): Channel {
  const { receivers, log, clock, trouble } = parts;
  const telling = new Map<string, Telling>();

  async function settle(ear: Ear): Promise<void> {
    const names = new Set<string>((await receivers.list()).map(({ name }) => name));
    for (const [name, one] of telling) {
      if (names.has(name)) continue;
      telling.delete(name);
      await one.stop();
    }
    for (const name of names) if (!telling.has(name)) telling.set(name, tellReceiver(name, { ...parts, ear }));
  }

  async function start(ear: Ear): Promise<Hearing> {
    let isStopped = false;
    let turn: Promise<void> = Promise.resolve();
    let forget = () => {};
    const settleSoon = () => {
      turn = turn
        .then(() => (isStopped ? undefined : settle(ear)))
        .catch((error: unknown) => {
          trouble('receivers cannot be read', error);
          forget = clock.after(AGAIN_MS, settleSoon);
        });
    };
    const unfollow = receivers.follow(() => {
      for (const one of telling.values()) one.again();
      settleSoon();
    });
    const unread = log.follow((facts) => {
      if (facts.some(({ fact }) => kinds.has(fact.kind))) for (const one of telling.values()) one.wake();
    });
    settleSoon();
    return {
      async stop() {
        isStopped = true;
        unfollow();
        unread();
        await turn;
        forget();
        const all = [...telling.values()];
        telling.clear();
        await Promise.all(all.map((one) => one.stop()));
      },
    };
  }

  return {
    name: 'receivers',
    works: 'one node',
    start,
    notes: () => [...telling.values()].flatMap((one) => one.note() ?? []),
  };
}
