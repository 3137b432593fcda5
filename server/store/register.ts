import type { Vouched } from '#data/contract/facts/register.ts';
import type { FollowedChanges } from './followed-changes.ts';
import type { DrawerPlace, RegisterChange } from './rows/register-change.ts';
import type { FactLogWithRegister } from './rows/stored-entry.ts';
import type { Drawer, Drawers, Kept, TokenGrant, Tokens } from './store.ts';
import { isVouched, keptFact } from './vouching.ts';

/** What an adapter does itself for its drawers and tokens. */
type Parts = {
  /** Of drawers that nothing vouches for; false when nothing was changed. */
  put(what: DrawerPlace & { body: Kept; at?: number }): Promise<boolean>;
  remove(place: DrawerPlace): Promise<boolean>;
  inDrawer(place: DrawerPlace): Promise<Kept | null>;
  drawer(drawer: Drawer): Promise<{ id: string; body: Kept }[]>;
  token(sha256: string): Promise<TokenGrant | null>;
  tokens(): Promise<TokenGrant[]>;
  /** SHA-256 of the tokens of that name. */
  tokensNamed(name: string): Promise<string[]>;
  changes: Pick<FollowedChanges, 'told'>;
  log: Pick<FactLogWithRegister, 'vouch'>;
  now: () => number;
};

/** A change with the fact that vouches for it, told to those who follow either. */
const vouching =
  ({ changes, log, now }: Pick<Parts, 'changes' | 'log' | 'now'>) =>
  (drawer: Vouched, id: string, body: Kept | null, change: RegisterChange): Promise<boolean> =>
    changes.told(log.vouch(keptFact(drawer, id, body, now()), change));

export function createDrawers(parts: Parts): Drawers {
  const { changes } = parts;
  const vouch = vouching(parts);
  const put = (what: DrawerPlace & { body: Kept; at?: number }) =>
    isVouched(what.drawer)
      ? vouch(what.drawer, what.id, what.body, { do: 'put', ...what })
      : changes.told(parts.put(what));
  return {
    put: async (drawer, id, body) => void (await put({ drawer, id, body })),
    putIf: (drawer, id, body, at) => put({ drawer, id, body, at }),
    get: (drawer, id) => parts.inDrawer({ drawer, id }),
    list: parts.drawer,
    remove: (drawer, id) =>
      isVouched(drawer)
        ? vouch(drawer, id, null, { do: 'remove', drawer, id })
        : changes.told(parts.remove({ drawer, id })),
  };
}

export function createTokens(parts: Parts): Tokens {
  const vouch = vouching(parts);
  return {
    add: async (sha256, grant) =>
      void (await vouch('token', sha256, JSON.stringify(grant), { do: 'add-token', sha256, grant })),
    find: parts.token,
    list: parts.tokens,
    async revoke(name) {
      let any = false;
      for (const sha256 of await parts.tokensNamed(name))
        any = (await vouch('token', sha256, null, { do: 'remove-token', sha256 })) || any;
      return any;
    },
  };
}
