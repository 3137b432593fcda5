import type { Dispute } from '#data/contract/dispute.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import { foldDispute, type DisputeFact } from '#data/fold/fold-disputes.ts';
import type { Records } from '../store/store.ts';
import { allAbout } from './all-about.ts';

/** Everything on record about one dispute, and what became of it. */
export type DisputeFile = { dispute: Dispute; timeline: LoggedFact[] };

/** Of any dispute there ever was; null when there was none of that id. */
export async function openFile(records: Records, id: string): Promise<DisputeFile | null> {
  const timeline = await allAbout(records, `dispute/${id}`);
  const dispute = timeline.reduce<Dispute | undefined>((row, fact) => foldDispute(row, fact as DisputeFact), undefined);
  return dispute ? { dispute, timeline } : null;
}
