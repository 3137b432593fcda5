import type { IncidentId, ImportId } from '#data/contract/ids.ts';
import type { IncidentIndex } from '../store/store.ts';
import type { ReadRow } from './read-incidents.ts';
import {
  casesOf,
  withdrawImport,
  type WithdrawOptions,
  type WithdrawParts,
  type Withdrawn,
} from './withdraw-import.ts';

type Parts = WithdrawParts & { incidents: Pick<IncidentIndex, 'timeline'> };

/** Whether the import that is to be replaced was withdrawn, and how much of it; null: nothing came to take its place. */
export type Replaced = { import: ImportId; withdrawn: Withdrawn | null };

/**
 * Withdraws an import as soon as there is something to take its place, and never before: a file of
 * which nothing can be taken in leaves it as it is.
 */
export function createReplacing({ incidents, ...parts }: Parts, options: WithdrawOptions) {
  const replaced: Replaced = { import: options.id, withdrawn: null };
  let own: ReadonlyMap<string, IncidentId> | undefined;
  return {
    replaced,
    /** True when it was withdrawn just now, because of one of these rows. `known`: of their references, by whatever import. */
    async makeRoom(rows: readonly ReadRow[], known: ReadonlySet<string>): Promise<boolean> {
      if (replaced.withdrawn !== null || !(await anyToTake(rows, known))) return false;
      replaced.withdrawn = await withdrawImport(parts, options);
      return true;
    },
  };

  async function anyToTake(rows: readonly ReadRow[], known: ReadonlySet<string>): Promise<boolean> {
    own ??= await casesOf(parts.records, options.id);
    for (const row of rows) {
      if (!('incident' in row)) continue;
      if (!known.has(row.incident.sourceRef)) return true;
      const id = own.get(row.incident.sourceRef);
      // One that somebody has worked on since is not withdrawn, and so stays known.
      if (id !== undefined && (await incidents.timeline(id)).length === 1) return true;
    }
    return false;
  }
}
