import type { IncidentId } from '#data/contract/ids.ts';
import { Contact, type KeptContact, type SealedContact } from '#data/contract/incident.ts';
import type { Store } from '../../store/store.ts';
import { createDayKeys, KEYS } from './day-keys.ts';
import { dialledDigits } from './dialled.ts';
import { callerTag, seal, unseal } from './sealing.ts';

/** Where the key of one contact is kept once that of its day is gone. */
export const idOfOne = (incident: IncidentId, { salt }: SealedContact) => `one/${incident}/${salt}`;

export const isSealed = (contact: KeptContact): contact is SealedContact => 'sealed' in contact;

/**
 * Who reported stands in the log under a key that does not: when the key is gone, so is the contact, here and in
 * every copy of the log, and the chain still holds.
 */
export type Contacts = {
  /** Seals what comes in at `now`, ms. */
  sealer(now: number): Promise<(contact: Contact) => KeptContact>;
  /** What stands in the log for whoever has that number, on each day whose contacts are still there; null: it is no number. */
  callers(phone: string): Promise<string[] | null>;
  /** Null: it was deleted, or its key is not the one that it was sealed with. */
  open(incident: IncidentId, contact: KeptContact): Promise<Contact | null>;
};

export function createContacts(store: Pick<Store, 'drawers' | 'changes'>, days = createDayKeys(store)): Contacts {
  const { drawers } = store;
  return {
    async sealer(now) {
      const { day, key } = await days.at(now);
      return (contact) => {
        const digits = dialledDigits(contact.phone ?? '');
        return {
          ...seal(JSON.stringify(contact), day, key),
          ...(digits !== null && { caller: callerTag(digits, key) }),
        };
      };
    },
    async callers(phone) {
      const digits = dialledDigits(phone);
      return digits === null ? null : (await days.all()).map((key) => callerTag(digits, key));
    },
    async open(incident, contact) {
      if (!isSealed(contact)) return contact;
      const key = (await days.keyOf(contact)) ?? (await drawers.get(KEYS, idOfOne(incident, contact)));
      const opened = key === null ? null : unseal(contact, String(key));
      return opened === null ? null : (Contact.safeParse(readJson(opened)).data ?? null);
    },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
