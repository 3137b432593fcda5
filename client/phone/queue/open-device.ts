import { openDB, type DBSchema } from 'idb';
import type { PersonId } from '#data/contract/ids.ts';
import type { Action } from './action.ts';
import { REPORT, type Device, type Remembered, type ReportDraft, type VisitDraft } from './device.ts';

interface Stores extends DBSchema {
  actions: { key: string; value: Action; indexes: { person: [string, number] } };
  drafts: { key: [string, string]; value: VisitDraft | ReportDraft };
  remembered: { key: string; value: Remembered<unknown> };
}

const WRITE = 'readwrite';

/** IndexedDB, in one database per origin. @throws when the browser keeps nothing (private window, full disk). */
export async function openDevice(name = 'watchfloor-phone'): Promise<Device> {
  const db = await openDB<Stores>(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('actions', { keyPath: 'id' }).createIndex('person', ['person', 'order']);
      fresh.createObjectStore('drafts', { keyPath: ['person', 'inspection'] });
      fresh.createObjectStore('remembered');
    },
  });
  const durable = { durability: 'strict' } as const;
  const whole = (person: PersonId) => IDBKeyRange.bound([person, -Infinity], [person, Infinity]);

  return {
    queue: (person) => db.getAllFromIndex('actions', 'person', whole(person)),

    async add(action, draft) {
      const work = db.transaction(['actions', 'drafts'], WRITE, durable);
      const actions = work.objectStore('actions');
      const last = await actions.index('person').openCursor(whole(action.person), 'prev');
      const placed: Action = { ...action, order: (last?.value.order ?? 0) + 1 };
      await actions.put(placed);
      if (draft !== undefined) await work.objectStore('drafts').delete([action.person, draft]);
      await work.done;
      return placed;
    },

    async change(person, step) {
      const work = db.transaction('actions', WRITE, durable);
      const before = await work.store.index('person').getAll(whole(person));
      const after = step(before);
      const stay = new Set(after.map(({ id }) => id));
      for (const { id } of before) if (!stay.has(id)) await work.store.delete(id);
      for (const action of after) if (!before.includes(action)) await work.store.put(action);
      await work.done;
      return after;
    },

    draft: async (person, inspection) => (await db.get('drafts', [person, inspection])) as VisitDraft | undefined,
    report: async (person) => ((await db.get('drafts', [person, REPORT])) as ReportDraft | undefined)?.written,
    async keepDraft(draft) {
      await db.put('drafts', draft);
    },
    remembered: async <T>(key: string) => (await db.get('remembered', key)) as Remembered<T> | undefined,
    async remember(key, value) {
      await db.put('remembered', value, key);
    },
    forget: (key) => db.delete('remembered', key),
  };
}
