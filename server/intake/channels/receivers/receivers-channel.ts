import { receiverKinds } from '#data/contract/receiver.ts';
import type { FactLog } from '../../../store/store.ts';
import type { Channel } from '../channel.ts';
import { runEach } from '../run-each.ts';
import type { Receivers } from './receivers.ts';
import { type Telling, tellReceiver, type TellingParts } from './tell-receiver.ts';

type Parts = Omit<TellingParts, 'ear' | 'receivers' | 'log'> & { receivers: Receivers; log: FactLog };

const kinds: ReadonlySet<string> = new Set(receiverKinds);

/** Tells others what happens (docs/connect/webhooks-out.md). One node tells, for all; each receiver at its own pace. */
export function createReceiversChannel(parts: Parts): Channel {
  const { receivers, log, clock, trouble } = parts;
  const runs = new Map<string, Telling>();
  return {
    name: 'receivers',
    works: 'one node',
    async start(ear) {
      const unread = log.follow((facts) => {
        if (facts.some(({ fact }) => kinds.has(fact.kind))) for (const one of runs.values()) one.wake();
      });
      const running = runEach({
        runs,
        names: async () => (await receivers.list()).map(({ name }) => name),
        follow: receivers.follow,
        begin: (name) => tellReceiver(name, { ...parts, ear }),
        clock,
        trouble: (error) => trouble('receivers cannot be read', error),
      });
      return {
        async stop() {
          unread();
          await running.stop();
        },
      };
    },
    notes: () => [...runs.values()].flatMap((one) => one.note() ?? []),
  };
}
