import type { Actor } from '#data/contract/actor.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { ImportAnswer, ImportLook, ListedImport, WrittenMapping } from '#data/contract/import.ts';
import type { ImportId } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { Store } from '../store/store.ts';
import { importFile } from './import-file.ts';
import type { RefusedRow } from './import-report.ts';
import { listImports } from './list-imports.ts';
import { lookAside } from './looking-thread.ts';
import type { IncidentMapping } from './mapping.ts';
import { readAside } from './reading-thread.ts';
import { refusedCsv } from './refused-csv.ts';
import { withdrawImport, type Withdrawn } from './withdraw-import.ts';

type Parts = {
  store: Pick<Store, 'log' | 'incidents' | 'records'>;
  pack: CityPack;
  /** Of this installation: ids are made with it. */
  secret: string;
  clock: Clock;
};

/** A file on this machine, and what whoever gave it calls it. */
type Given = { file: string; name: string };
type Under = { progress(done: number, of: number): void; signal: AbortSignal };
export type Taking = Given &
  Under & {
    mapping: IncidentMapping;
    dryRun: boolean;
    /** Take what is good beside what is refused. */
    partly: boolean;
    replaces?: ImportId;
    by: Actor;
    /** Answer with what stands in refused rows as well. */
    refusedRows: boolean;
  };

/** Files of past incidents, whoever brings them: looked at, taken in, listed and taken back. All but the list throws in one line. */
export type Imports = {
  look(given: Given & { mapping: WrittenMapping | null }): Promise<ImportLook>;
  take(taking: Taking): Promise<ImportAnswer>;
  /** The newest, newest first. */
  list(most: number): Promise<ListedImport[]>;
  withdraw(id: ImportId, by: Actor, signal: AbortSignal): Promise<Withdrawn>;
};

export function createImports({ store, pack, secret, clock }: Parts): Imports {
  const { log, incidents, records } = store;
  return {
    look: (given) => lookAside({ ...given, now: clock.now() }, pack),
    async take({ partly, refusedRows, ...taking }) {
      const refused: RefusedRow[] = [];
      const report = await importFile(
        { log, incidents, records, read: (what) => readAside(what, pack, secret), clock },
        { ...taking, whole: !partly, ...(refusedRows && { refusedRow: (row) => void refused.push(row) }) },
      );
      return { report, refusedCsv: refused.length === 0 ? null : refusedCsv(refused) };
    },
    list: (most) => listImports(records, most),
    withdraw: (id, by, signal) => withdrawImport({ log, records, clock }, { id, by, signal }),
  };
}
