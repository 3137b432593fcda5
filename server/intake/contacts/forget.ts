import type { IncidentId } from '#data/contract/ids.ts';
import { openStates, type Incident, type KeptContact } from '#data/contract/incident.ts';
import { hasEnded } from '#data/fold/fold-incident.ts';
import type { Store } from '../../store/store.ts';
import { idOfOne, isSealed } from './contacts.ts';
import { isDay, KEYS } from './day-keys.ts';
import { keyOfOne } from './sealing.ts';

const DAY_MS = 24 * 3600_000;
const PAGE = 200;

type Parts = Pick<Store, 'drawers' | 'incidents'> & {
  /** Whether it is still for us to do. */
  goesOn(): boolean;
};

/**
 * Deletes the keys of contacts of days that had ended at `before`, ms, a day at a time. An incident that is still
 * open keeps its own until it has ended. Done twice it is done once. How many keys were deleted.
 */
export async function forgetContacts({ drawers, incidents, goesOn }: Parts, before: number): Promise<number> {
  let deleted = 0;
  const keys = (await drawers.list(KEYS)).map(({ id, body }) => ({ id, key: String(body) }));
  for (const { id: day, key } of keys) {
    if (!isDay(day) || Date.parse(day) + DAY_MS > before) continue;
    if (!goesOn()) return deleted;
    for await (const { id } of openBefore(Date.parse(day) + DAY_MS))
      for (const contact of await contactsOf(id)) {
        if (!isSealed(contact) || contact.day !== day) continue;
        await drawers.put(KEYS, idOfOne(id, contact), keyOfOne(key, contact.salt));
      }
    if (!goesOn()) return deleted;
    if (await drawers.remove(KEYS, day)) deleted++;
  }
  for (const { id } of keys) {
    if (isDay(id)) continue;
    const incident = await incidents.get(id.split('/')[1]!);
    if (incident && !hasEnded(incident.state)) continue;
    if (!goesOn()) return deleted;
    if (await drawers.remove(KEYS, id)) deleted++;
  }
  return deleted;

  /** A report may say that it was an hour ahead of our clock, never a day. */
  async function* openBefore(end: number): AsyncGenerator<Incident> {
    const filter = { states: openStates, to: end + DAY_MS };
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Awaited<ReturnType<typeof incidents.list>> = await incidents.list(filter, {
        limit: PAGE,
        ...(cursor !== '' && { cursor }),
      });
      yield* page.items;
      cursor = page.next;
    }
  }

  async function contactsOf(id: IncidentId): Promise<KeptContact[]> {
    const facts = await incidents.timeline(id);
    return facts.flatMap((fact) => {
      const contact =
        fact.kind === 'incident.reported'
          ? fact.incident.contact
          : fact.kind === 'incident.updated'
            ? fact.said?.contact
            : undefined;
      return contact ? [contact] : [];
    });
  }
}
