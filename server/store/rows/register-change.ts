import type { Drawer, Kept, TokenGrant } from '../store.ts';

export type DrawerPlace = { drawer: Drawer; id: string };

/** A change of what the log vouches for; stands or falls with the fact that says so. */
export type RegisterChange =
  | ({ do: 'put'; body: Kept; at?: number } & DrawerPlace)
  | ({ do: 'remove' } & DrawerPlace)
  | { do: 'add-token'; sha256: string; grant: TokenGrant }
  | { do: 'remove-token'; sha256: string };
