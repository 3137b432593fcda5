import type { Seq } from '#data/contract/ids.ts';
import type { Leases } from '../leases.ts';
import type { ReaderCalls, WriterCalls } from './threads/messages.ts';
import type { Asking } from './threads/thread.ts';

type Parts = { writer: Pick<Asking<WriterCalls>, 'ask'>; reader: Pick<Asking<ReaderCalls>, 'ask'>; now: () => number };

/** The leases as the main thread has them; the store's clock is that of the one machine that has the file. */
export function createLeases({ writer, reader, now }: Parts): Leases {
  return {
    async take(lease, holder, ms, says = '') {
      const taken = await writer.ask('takeLease', { lease, holder, ms, says, now: now() });
      return taken && { lease, token: taken.token, at: taken.at as Seq };
    },
    renew: (fence, ms, says) => writer.ask('renewLease', { fence, until: now() + ms, says: says ?? null }),
    giveBack: async (fence) => void (await writer.ask('renewLease', { fence, until: 0, says: null })),
    list: () => reader.ask('leases', now()),
  };
}
