import type { Board } from '../contract/board.ts';
import type { AreaId } from '../contract/ids.ts';
import type { HandoverItems } from '../contract/shift.ts';
import { isShelved } from './alarm-waiting.ts';
import { areasOfCell, type AreaPack } from './cell-areas.ts';
import { byUrgency, nextLimit } from './urgency.ts';

type Shown = Pick<Board, 'incidents' | 'alarms' | 'cells' | 'shift'>;

/** What a shift leaves to the next as the board stands, the most pressing first; of one area when one is named. */
export function handoverItems(board: Shown, now: number, pack: AreaPack, area?: AreaId): HandoverItems {
  const isHere = (areas: readonly AreaId[]) => area === undefined || areas.includes(area);
  const open = byUrgency(
    [...board.incidents.values()].filter(({ areas }) => isHere(areas)),
    now,
  );
  const overdue = open.filter((incident) => (nextLimit(incident, now)?.left ?? Infinity) <= 0);
  const shelved = [...board.alarms.values()].filter((alarm) => isShelved(alarm, now) && isHere(alarm.areas));
  const promises = [...board.shift.values()].filter((entry) => entry.kind === 'promise' && entry.area === area);
  const gaps = [...board.cells.values()].filter(({ id, staffed }) => !staffed && isHere(areasOfCell(id, pack)));
  return {
    open: open.map(({ id }) => id),
    overdue: overdue.map(({ id }) => id),
    shelved: shelved.toSorted((a, b) => (a.shelvedUntil ?? 0) - (b.shelvedUntil ?? 0)).map(({ id }) => id),
    promises: promises.toSorted((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity)).map(({ id }) => id),
    gaps: gaps.map(({ id }) => id).toSorted(),
  };
}

/** What an earlier list did not have. */
export function newIn<Id>(now: readonly Id[], before: readonly Id[]): Id[] {
  const known = new Set(before);
  return now.filter((id) => !known.has(id));
}
