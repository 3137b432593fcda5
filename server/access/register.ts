import type { Clock } from '#data/kit/clock.ts';
import { keyForm } from '#data/kit/text.ts';
import { createTurns } from '#data/kit/turns.ts';
import { mirrorOf } from '../store/mirror.ts';
import type { Store } from '../store/store.ts';
import { PersonRecord } from './person-record.ts';

/** Everybody who ever worked with the product; what is here follows the store. */
export type Register = {
  /** Reads it anew: at the start, and when the store was exchanged. */
  reload(): Promise<void>;
  all(): readonly PersonRecord[];
  byId(id: string): PersonRecord | undefined;
  /** In any case of letters. The name of somebody who has left may be given again. */
  byName(name: string): PersonRecord | undefined;
  bySubject(issuer: string, sub: string): PersonRecord | undefined;
  put(record: PersonRecord): Promise<void>;
  /**
   * Reads and one write that belong together: one at a time, and done again where another process
   * has changed the register meanwhile. So the write comes before anything else that is done.
   */
  inTurn<T>(work: (put: Register['put']) => Promise<T>): Promise<T>;
  /** Told of everybody who is not as they were. */
  onChanged(run: (record: PersonRecord) => void): void;
  close(): void;
};

/** How names are compared. */
export const nameKey = (name: string) => keyForm(name.normalize('NFKC')).toLowerCase();

/** Somebody else has written first. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

type Parts = {
  store: Pick<Store, 'drawers' | 'changes'>;
  clock: Clock;
  trouble: (what: string, error: unknown) => void;
};

export function createRegister({ store, clock, trouble }: Parts): Register {
  const { drawers, changes } = store;
  /** Of the people as they are here; null = they have changed since. */
  let names: ReadonlyMap<string, PersonRecord> | null = null;
  const told: ((record: PersonRecord) => void)[] = [];
  const people = mirrorOf({
    store,
    drawer: 'person',
    read: (_id, body) => PersonRecord.parse(JSON.parse(body)),
    changed(is) {
      names = null;
      if (is) for (const run of told) run(is);
    },
    clock,
    trouble,
  });
  /** Whoever does not take turns is overtaken by their own process too. */
  const turns = createTurns();

  function byNames(): ReadonlyMap<string, PersonRecord> {
    const index = new Map<string, PersonRecord>();
    for (const record of people.all()) {
      const key = nameKey(record.name);
      if (!record.left || !index.has(key)) index.set(key, record);
    }
    return index;
  }

  async function decide<T>(work: (put: Register['put']) => Promise<T>): Promise<T> {
    for (;;) {
      const at = changes.upto();
      try {
        return await work(async (record) => {
          if (!(await drawers.putIf('person', record.id, JSON.stringify(record), at))) throw new Overtaken();
        });
      } catch (error) {
        if (!(error instanceof Overtaken)) throw error;
      }
    }
  }

  return {
    reload: people.load,
    all: people.all,
    byId: people.get,
    byName: (name) => (names ??= byNames()).get(nameKey(name)),
    bySubject: (issuer, sub) =>
      people.all().find(({ subject, left }) => !left && subject?.issuer === issuer && subject.sub === sub),
    put: (record) => drawers.put('person', record.id, JSON.stringify(record)),
    inTurn: (work) => turns(['register'], () => decide(work)),
    onChanged: (run) => void told.push(run),
    close: people.close,
  };
}
