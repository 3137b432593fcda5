import type { Board } from '#data/contract/board.ts';
import type { Dispute } from '#data/contract/dispute.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { DisputeId, PersonId } from '#data/contract/ids.ts';
import { foldDispute, type DisputeFact } from '#data/fold/fold-disputes.ts';
import type { HandledDispute } from '#data/rules/dispute-facts.ts';
import type { Records } from '../store/store.ts';
import { allAbout } from './all-about.ts';

/** Everything on record about one dispute, and what became of it. */
export type DisputeFile = { dispute: Dispute; timeline: LoggedFact[] };

/** What is said at the dispute station is for the handlers of a case: to everybody else it does not exist. */
export type DisputeFiles = {
  /** Null: there is no such case, or not for this person. */
  read(id: string, person: PersonId): Promise<DisputeFile | null>;
  /** What this person handles and what is not yet over, the newest first. */
  handledBy(person: PersonId): HandledDispute[];
};

export function createDisputeFiles({ board, records }: { board: () => Board; records: Records }): DisputeFiles {
  return {
    async read(id, person) {
      if (!(await handledDispute({ board: board(), records }, id, person))) return null;
      return openFile(records, id);
    },
    handledBy: (person) =>
      [...board().disputes.values()]
        .filter((row) => isHandledBy(row, person))
        .sort((a, b) => b.registered - a.registered || (a.id < b.id ? -1 : 1)),
  };
}

/** The case as one of its handlers finds it, be it over. */
export async function handledDispute(
  { board, records }: { board: Pick<Board, 'disputes'>; records: Records },
  id: string,
  person: string,
): Promise<HandledDispute | null> {
  const row = board.disputes.get(id as DisputeId) ?? (await openFile(records, id))?.dispute;
  return row && isHandledBy(row, person) ? row : null;
}

/** Of any dispute there ever was; null when there was none of that id. */
async function openFile(records: Records, id: string): Promise<DisputeFile | null> {
  const timeline = await allAbout(records, `dispute/${id}`);
  const dispute = timeline.reduce<Dispute | undefined>((row, fact) => foldDispute(row, fact as DisputeFact), undefined);
  return dispute ? { dispute, timeline } : null;
}

function isHandledBy(row: Dispute, person: string): row is HandledDispute {
  return row.content?.handlers.includes(person as PersonId) ?? false;
}
