import type { Alarm } from '../contract/alarm.ts';
import type { Board } from '../contract/board.ts';
import type { AreaId } from '../contract/ids.ts';
import type { IncidentId, UnitId } from '../contract/ids.ts';
import type { HandoverItems, HandoverStood } from '../contract/shift.ts';
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

/** How the items stand on this board; what is on it no more is left out. */
export function handoverStood(
  items: HandoverItems,
  board: Pick<Board, 'incidents' | 'alarms' | 'shift' | 'units'>,
): HandoverStood {
  const called = ({ kind, id }: Alarm['subject']) =>
    kind === 'unit'
      ? board.units.get(id as UnitId)?.callSign
      : kind === 'incident'
        ? board.incidents.get(id as IncidentId)?.number
        : undefined;
  // What is overdue is open as well.
  const incidents = [...new Set([...items.open, ...items.overdue])];
  return {
    incidents: found(incidents, board.incidents).map(({ id, number, priority, category, state, title }) => ({
      ...{ id, number, priority, category, state },
      ...(title !== undefined && { title }),
    })),
    alarms: found(items.shelved, board.alarms).map(({ id, condition, subject, areas, shelvedUntil }) => ({
      ...{ id, condition, subject, areas },
      ...(shelvedUntil !== undefined && { shelvedUntil }),
      ...(called(subject) !== undefined && { called: called(subject) }),
    })),
    promises: found(items.promises, board.shift).map(({ id, text, due }) => ({
      ...{ id, text },
      ...(due !== undefined && { due }),
    })),
  };
}

function found<Id, Row>(ids: readonly Id[], table: ReadonlyMap<Id, Row>): Row[] {
  return ids.map((id) => table.get(id)).filter((row) => row !== undefined);
}

/** What an earlier list did not have. */
export function newIn<Id>(now: readonly Id[], before: readonly Id[]): Id[] {
  const known = new Set(before);
  return now.filter((id) => !known.has(id));
}
