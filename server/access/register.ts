import type { Drawers } from '../store/store.ts';
import { PersonRecord } from './person-record.ts';

/** Everybody who ever worked with the product; in memory, and on the disk before a change is answered. */
export type Register = {
  /** Reads it anew: at the start, and when the store was exchanged. */
  reload(): Promise<void>;
  all(): readonly PersonRecord[];
  byId(id: string): PersonRecord | undefined;
  /** In any case of letters. The name of somebody who has left may be given again. */
  byName(name: string): PersonRecord | undefined;
  bySubject(issuer: string, sub: string): PersonRecord | undefined;
  put(record: PersonRecord): Promise<void>;
  /** Reads and writes that belong together: one at a time. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
};

/** How names are compared. */
export const nameKey = (name: string) => name.normalize('NFKC').trim().toLowerCase();

export function createRegister(drawers: Drawers): Register {
  let people = new Map<string, PersonRecord>();
  let byName = new Map<string, PersonRecord>();
  let last: Promise<unknown> = Promise.resolve();

  function index(): void {
    byName = new Map();
    for (const record of people.values()) {
      const key = nameKey(record.name);
      if (!record.left || !byName.has(key)) byName.set(key, record);
    }
  }

  return {
    async reload() {
      const kept = await drawers.list('person');
      people = new Map(kept.map(({ id, body }) => [id, PersonRecord.parse(JSON.parse(String(body)))]));
      index();
    },
    all: () => [...people.values()],
    byId: (id) => people.get(id),
    byName: (name) => byName.get(nameKey(name)),
    bySubject: (issuer, sub) =>
      [...people.values()].find(({ subject, left }) => !left && subject?.issuer === issuer && subject.sub === sub),
    async put(record) {
      await drawers.put('person', record.id, JSON.stringify(record));
      people.set(record.id, record);
      index();
    },
    inTurn(work) {
      const turn = last.then(work, work);
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
