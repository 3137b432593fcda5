import { emptyBoard, type Board } from '#data/contract/board.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import { foldBoard } from '#data/fold/fold.ts';

/**
 * Every fact that nobody could have brought about who knew what was true just before it: as it would
 * stand in a log where two hands took hold of the same thing and neither knew of the other.
 */
export function wrongsIn(facts: readonly LoggedFact[]): string[] {
  const wrongs: string[] = [];
  const brought = new Set<string>();
  /** Which incident each has become part of. */
  const into = new Map<string, string>();
  let board: Board = emptyBoard;
  for (const fact of facts) {
    const why = wrongOf(fact, board, brought, into);
    if (fact.kind === 'incident.merged') into.set(fact.incident, fact.into);
    if (why !== null) wrongs.push(`${fact.seq} ${fact.kind}: ${why}`);
    board = foldBoard(board, [fact]);
  }
  return wrongs;
}

function wrongOf(fact: LoggedFact, board: Board, brought: Set<string>, into: Map<string, string>): string | null {
  const fresh = (id: string) => {
    if (brought.has(id)) return `${id} is there already`;
    brought.add(id);
    return null;
  };
  const next = (rev: number, row: { rev: number } | undefined) =>
    row && rev !== row.rev + 1 ? `revision ${rev} after ${row.rev}` : null;

  if ('rev' in fact && 'incident' in fact) {
    const late = next(fact.rev, board.incidents.get(fact.incident));
    if (late !== null || fact.kind !== 'incident.assigned') return late;
    const on = board.units.get(fact.unit)?.incident;
    // A crew goes on with what its incident has become part of.
    return on === undefined || into.get(on) === fact.incident ? null : 'the unit is on another incident';
  }
  if ('danger' in fact && typeof fact.danger === 'string')
    return 'rev' in fact ? next(fact.rev, board.dangers.get(fact.danger)) : null;
  if ('dispute' in fact && typeof fact.dispute === 'string')
    return 'rev' in fact ? next(fact.rev, board.disputes.get(fact.dispute)) : null;

  switch (fact.kind) {
    case 'danger.found':
      return fresh(fact.danger.id);
    case 'dispute.registered':
      return fresh(fact.dispute.id);
    case 'shift.noted':
      return fresh(fact.entry.id);
    case 'handover.drawn-up':
      return fresh(fact.handover.id);
    case 'unit.panicked':
      return board.units.get(fact.unit)?.panic === undefined ? null : 'it calls for help already';
    case 'unit.panic-ended':
      return board.units.get(fact.unit)?.panic === undefined ? 'it does not call for help' : null;
    case 'unit.status-changed': {
      const row = board.units.get(fact.unit);
      const isOwnWord = fact.incident === undefined && fact.reason !== 'standby';
      return isOwnWord && row?.incident !== undefined ? 'it is on an incident' : null;
    }
    case 'alarm.acknowledged':
      return board.alarms.get(fact.alarm)?.acknowledged === false ? null : 'it is acknowledged already';
    case 'alarm.unshelved':
      return board.alarms.get(fact.alarm)?.shelvedUntil === undefined ? 'it is not shelved' : null;
    case 'alarm-rule.returned':
      return board.outOfService.has(fact.condition) ? null : 'it is in service';
    case 'inspection.done':
      return board.inspections.has(fact.inspection) ? null : 'it is paid already';
    case 'post.vacated':
      return board.cells.get(fact.cell)?.posts?.some(({ role }) => role === fact.role) ? null : 'nobody holds it';
    case 'post.filled': {
      const others = board.cells.get(fact.cell)?.posts?.filter(({ role }) => role !== fact.post?.role) ?? [];
      return others.some(({ person }) => person === fact.post?.person) ? 'the person holds another post' : null;
    }
    case 'shift.promise-kept':
      return board.shift.has(fact.entry) ? null : 'it is kept already';
    case 'handover.signed': {
      const paper = board.handovers.get(fact.handover);
      if (!paper) return 'a newer one has taken its place';
      const isOpen = fact.as === 'giving' ? !paper.given : paper.given && !paper.taken;
      return isOpen ? null : `it is not to be signed as ${fact.as}`;
    }
    default:
      return null;
  }
}
