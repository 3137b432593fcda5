import type { Board } from '../contract/board.ts';
import type { LoggedFact } from '../contract/fact.ts';
import type { Handover, ShiftEntry } from '../contract/shift.ts';
import { editMap } from '../kit/edit-map.ts';

/**
 * The shift log after `facts`. When a shift is handed over, the notes that were there to be read
 * leave; promises stay until they are kept.
 */
export function foldShift(
  { shift, handovers }: Pick<Board, 'shift' | 'handovers'>,
  facts: readonly LoggedFact[],
): Board['shift'] {
  const table = editMap(shift);
  let papers = handovers;
  for (const fact of facts) {
    if (fact.kind === 'shift.noted') {
      const { entry, at, by, exercise = false } = fact;
      table.set(entry.id, { ...entry, at, ...(by && { by }), exercise });
    } else if (fact.kind === 'shift.promise-kept') {
      table.delete(fact.entry);
    } else if (fact.kind === 'shift.handed-over') {
      for (const entry of table.values()) if (isCovered(entry, fact.area, fact.until)) table.delete(entry.id);
    } else if (fact.kind === 'handover.signed' && fact.as === 'taking' && !fact.notesApart) {
      const paper = papers.get(fact.handover);
      for (const entry of table.values())
        if (paper && isCovered(entry, paper.area, paper.drawnUp)) table.delete(entry.id);
    }
    if (fact.kind.startsWith('handover.')) papers = foldHandovers(papers, [fact]);
  }
  return table.done();
}

/** Of each area the hand-over that waits for signatures, and the last one that has both. */
export function foldHandovers(before: Board['handovers'], facts: readonly LoggedFact[]): Board['handovers'] {
  const table = editMap(before);
  for (const fact of facts) {
    if (fact.kind === 'handover.drawn-up') {
      for (const paper of table.values())
        if (!isSigned(paper) && paper.area === fact.handover.area) table.delete(paper.id);
      table.set(fact.handover.id, { ...fact.handover, drawnUp: fact.at, exercise: fact.exercise === true });
    } else if (fact.kind === 'handover.signed') {
      const paper = table.get(fact.handover);
      if (!paper) continue;
      const signature = { at: fact.at, ...(fact.by && { by: fact.by }) };
      if (fact.as === 'giving') table.set(paper.id, { ...paper, given: signature });
      else {
        for (const other of table.values())
          if (other.id !== paper.id && other.area === paper.area) table.delete(other.id);
        table.set(paper.id, { ...paper, taken: signature });
      }
    }
  }
  return table.done();
}

/** A note that was there to be read when the hand-over of its shift was drawn up. */
function isCovered(entry: ShiftEntry, area: Handover['area'], drawnUp: number): boolean {
  return entry.kind === 'note' && entry.area === area && entry.at <= drawnUp;
}

const isSigned = ({ given, taken }: Handover) => given !== undefined && taken !== undefined;
