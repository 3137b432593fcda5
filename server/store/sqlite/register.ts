import type { Vouched } from '#data/contract/facts/register.ts';
import type { Drawers, Kept, Tokens } from '../store.ts';
import { isVouched, keptFact } from '../vouching.ts';
import type { FollowedChanges } from './changes.ts';
import type { FactLogWithRegister } from './fact-log.ts';
import type { RegisterChange } from './records/register-rows.ts';
import type { ReaderCalls, WriterCalls } from './threads/messages.ts';
import type { Thread } from './threads/thread.ts';

type Parts = {
  writer: Thread<WriterCalls>;
  reader: Thread<ReaderCalls>;
  changes: FollowedChanges;
  log: Pick<FactLogWithRegister, 'vouch'>;
  now: () => number;
};

/** A change with the fact that vouches for it, told to those who follow either. */
const vouching =
  ({ changes, log, now }: Parts) =>
  (drawer: Vouched, id: string, body: Kept | null, change: RegisterChange): Promise<boolean> =>
    changes.told(log.vouch(keptFact(drawer, id, body, now()), change));

export function createDrawers(parts: Parts): Drawers {
  const { writer, reader, changes } = parts;
  const vouch = vouching(parts);
  const put = (what: { drawer: Parameters<Drawers['put']>[0]; id: string; body: Kept; at?: number }) =>
    isVouched(what.drawer)
      ? vouch(what.drawer, what.id, what.body, { do: 'put', ...what })
      : changes.told(writer.ask('putIntoDrawer', what));
  return {
    put: async (drawer, id, body) => void (await put({ drawer, id, body })),
    putIf: (drawer, id, body, at) => put({ drawer, id, body, at }),
    get: (drawer, id) => reader.ask('inDrawer', { drawer, id }),
    list: (drawer) => reader.ask('drawer', drawer),
    remove: (drawer, id) =>
      isVouched(drawer)
        ? vouch(drawer, id, null, { do: 'remove', drawer, id })
        : changes.told(writer.ask('removeFromDrawer', { drawer, id })),
  };
}

export function createTokens(parts: Parts): Tokens {
  const { reader } = parts;
  const vouch = vouching(parts);
  return {
    add: async (sha256, grant) =>
      void (await vouch('token', sha256, JSON.stringify(grant), { do: 'add-token', sha256, grant })),
    find: (sha256) => reader.ask('token', sha256),
    list: () => reader.ask('tokens', null),
    async revoke(name) {
      let any = false;
      for (const sha256 of await reader.ask('tokensNamed', name))
        any = (await vouch('token', sha256, null, { do: 'remove-token', sha256 })) || any;
      return any;
    },
  };
}
