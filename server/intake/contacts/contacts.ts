import type { IncidentId } from '#data/contract/ids.ts';
import type { Contact, KeptContact, SealedContact } from '#data/contract/incident.ts';
import type { Store } from '../../store/store.ts';
import { keyOfOne, newKey, seal, unseal } from './sealing.ts';

/** The drawer of the keys: by day, and by what outlives its day. */
export const KEYS = 'contact-key';

/** The day on the UTC scale, as `2026-11-30`. */
export const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

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
  /** Null: it was deleted, or its key is not the one that it was sealed with. */
  open(incident: IncidentId, contact: KeptContact): Promise<Contact | null>;
};

export function createContacts({ drawers, changes }: Pick<Store, 'drawers' | 'changes'>): Contacts {
  let known: { day: string; key: string } | undefined;
  // What was kept may be gone, or be another one since a restore.
  changes.follow((all) => {
    if (all === null || all.some(({ drawer }) => drawer === KEYS)) known = undefined;
  });

  /** The first process that needs it makes it. */
  async function keyOf(day: string): Promise<string> {
    for (;;) {
      const at = changes.upto();
      const found = await drawers.get(KEYS, day);
      if (found !== null) return String(found);
      const made = newKey();
      if (await drawers.putIf(KEYS, day, made, at)) return made;
    }
  }

  return {
    async sealer(now) {
      const day = dayOf(now);
      const key = known?.day === day ? known.key : await keyOf(day);
      known = { day, key };
      return (contact) => seal(contact, day, key);
    },
    async open(incident, contact) {
      if (!isSealed(contact)) return contact;
      const ofDay = await drawers.get(KEYS, contact.day);
      const key =
        ofDay === null ? await drawers.get(KEYS, idOfOne(incident, contact)) : keyOfOne(String(ofDay), contact.salt);
      return key === null ? null : unseal(contact, String(key));
    },
  };
}
