import type { Kept } from '../../store.ts';
import { placeKey } from './request.ts';
import type { RegisterChange } from '../../rows/register-change.ts';
import type { Seen } from './seen.ts';

/** What of drawers and tokens a group of requests changes: the newest of each, null where it is taken out. */
export type RegisterChanges = {
  /** False when there is nothing to take out, or something in the drawer has changed since `at`: then nothing was changed. */
  change(to: RegisterChange): boolean;
  kept: Map<string, { drawer: string; id: string; body: Kept | null }>;
  /** The number of the newest change of each thing, photos excepted. */
  numbers: Map<string, { drawer: string; id: string; n: number; gone: boolean }>;
  newest(): number;
};

export function createRegisterChanges(seen: Pick<Seen, 'places' | 'drawers' | 'head'>): RegisterChanges {
  const kept: RegisterChanges['kept'] = new Map();
  const numbers: RegisterChanges['numbers'] = new Map();
  const newestOf = new Map(seen.drawers);
  let newest = seen.head.change;

  const isThere = (key: string) => (kept.has(key) ? kept.get(key)!.body !== null : seen.places.has(key));

  function note(drawer: string, id: string, body: Kept | null): void {
    const key = placeKey(drawer, id);
    kept.set(key, { drawer, id, body });
    if (drawer === 'photo') return;
    numbers.delete(key);
    numbers.set(key, { drawer, id, n: ++newest, gone: body === null });
    newestOf.set(drawer, newest);
  }

  function put(drawer: string, id: string, body: Kept, at?: number): boolean {
    if (at !== undefined && (newestOf.get(drawer) ?? 0) > at) return false;
    note(drawer, id, body);
    return true;
  }

  function remove(drawer: string, id: string): boolean {
    if (!isThere(placeKey(drawer, id))) return false;
    note(drawer, id, null);
    return true;
  }

  return {
    change(to) {
      switch (to.do) {
        case 'put':
          return put(to.drawer, to.id, to.body, to.at);
        case 'remove':
          return remove(to.drawer, to.id);
        case 'add-token':
          return put('token', to.sha256, JSON.stringify(to.grant));
        case 'remove-token':
          return remove('token', to.sha256);
      }
    },
    kept,
    numbers,
    newest: () => newest,
  };
}
