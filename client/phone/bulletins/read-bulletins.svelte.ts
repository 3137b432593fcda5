/// <reference types="svelte" />
import type { BulletinId } from '#data/contract/ids.ts';
import { raise } from '#client/page/raise.ts';
import type { Device } from '#client/phone/queue/device.ts';

const keyOf = (person: string) => `bulletins-read:${person}`;
/** More than stand at a time: what is over is forgotten by and by. */
const MOST = 200;

/** Which bulletins one person has read, kept on this device and nowhere else. */
export function createReadBulletins(person: string, device: Pick<Device, 'remember' | 'remembered'>) {
  let read = $state.raw<ReadonlySet<BulletinId>>(new Set());
  let isKnown = $state(false);
  device
    .remembered<BulletinId[]>(keyOf(person))
    .then((found) => {
      read = new Set([...(found?.value ?? []), ...read]);
    })
    .catch(raise)
    .finally(() => (isKnown = true));

  return {
    /** Whether what was read before is known. */
    get isKnown() {
      return isKnown;
    },
    has: (id: BulletinId) => read.has(id),
    add(id: BulletinId) {
      read = new Set([...read, id].slice(-MOST));
      device.remember(keyOf(person), { value: [...read], askedAt: Date.now() }).catch(raise);
    },
  };
}
