import type { Turn } from './sender.ts';

/**
 * One tab of this device sends at a time (Web Locks). Who finds it taken leaves it to the other.
 * Where a page has no locks (plain HTTP under another name than localhost) every tab sends: each
 * tap is still done once, because of its key.
 */
export function tabTurn(name: string): Turn {
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) return (work) => work();
  return async (work) => {
    await locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock) await work();
    });
  };
}
