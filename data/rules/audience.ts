import type { Board } from '../contract/board.ts';
import type { LoggedFact } from '../contract/fact.ts';
import type { Incident } from '../contract/incident.ts';
import type { Unit } from '../contract/unit.ts';
import type { View, ViewName } from '../contract/view.ts';
import { incidentOf } from '../fold/fold-incident.ts';
import { foldBoard } from '../fold/fold.ts';

/**
 * What each view may see. A field that is dropped here never leaves the process for that view.
 *
 * The law that makes a feed of redacted facts as good as a redacted board (tested as a property):
 *   redactBoard(fold(facts), view) = fold(redactFacts(facts, view), view)
 */
const sees = {
  /** Texts that people wrote, and who acted. */
  texts: { 'public-wall': false, 'ops-wall': false, officer: true, supervisor: true, admin: true },
  /** Names and numbers of those who reported. */
  contacts: { 'public-wall': false, 'ops-wall': false, officer: false, supervisor: true, admin: true },
  /** Where in a public place; a dwelling is shown as its grid cell unless `homes`. */
  places: { 'public-wall': false, 'ops-wall': true, officer: true, supervisor: true, admin: true },
  homes: { 'public-wall': false, 'ops-wall': false, officer: true, supervisor: true, admin: true },
  callSigns: { 'public-wall': false, 'ops-wall': true, officer: true, supervisor: true, admin: true },
  /** Duty positions, alarms, who staffs which cell, inspections. */
  operations: { 'public-wall': false, 'ops-wall': true, officer: true, supervisor: true, admin: true },
} as const satisfies Record<string, Record<ViewName, boolean>>;

/** Whether the view gets duty positions, alarms, staffing and inspections. */
export function seesOperations(view: View): boolean {
  return sees.operations[view.name];
}

export function redactIncident(row: Incident, view: View): Incident {
  const seen = { ...row };
  if (!sees.texts[view.name]) {
    for (const field of ['title', 'description', 'address', 'source', 'sourceRef', 'resolvedBy'] as const)
      delete seen[field];
    if (seen.suspended) seen.suspended = { since: seen.suspended.since, until: seen.suspended.until };
  }
  if (!sees.contacts[view.name]) delete seen.contact;
  const placeIsSeen = row.dwelling ? sees.homes[view.name] : sees.places[view.name];
  if (!placeIsSeen) delete seen.location;
  return seen;
}

function redactUnit<Row extends Pick<Unit, 'callSign'>>(row: Row, view: View): Row {
  if (sees.callSigns[view.name]) return row;
  const { callSign: _dropped, ...seen } = row;
  return seen as Row;
}

const inArea = (areas: readonly string[], view: View) => view.area === undefined || areas.includes(view.area);

/** The part of `board` that the view may see. */
export function redactBoard(board: Board, view: View): Board {
  const operations = sees.operations[view.name];
  return {
    incidents: keep(board.incidents, (row) => (inArea(row.areas, view) ? redactIncident(row, view) : null)),
    units: keep(board.units, (row) => redactUnit(row, view)),
    cells: operations ? board.cells : new Map(),
    inspections: keep(board.inspections, (row) => (operations && inArea(row.areas, view) ? row : null)),
    alarms: keep(board.alarms, (row) => (operations && inArea(row.areas, view) ? row : null)),
  };
}

function keep<K, Row>(table: ReadonlyMap<K, Row>, seen: (row: Row) => Row | null): ReadonlyMap<K, Row> {
  const kept = new Map<K, Row>();
  for (const [id, row] of table) {
    const redacted = seen(row);
    if (redacted !== null) kept.set(id, redacted);
  }
  return kept;
}

/** What of `facts` the view may see, and its board after them. `before` is the view's own board. */
export function redactFacts(
  facts: readonly LoggedFact[],
  view: View,
  before: Board,
): { facts: LoggedFact[]; board: Board } {
  const seen: LoggedFact[] = [];
  // Only an area's view has to remember whom it knows: the others let every incident through.
  const known = view.area === undefined ? null : new Set<string>([...before.incidents.keys(), ...before.alarms.keys()]);
  for (const fact of facts) {
    const redacted = redactFact(fact, view, known);
    if (redacted) seen.push(redacted);
  }
  return { facts: seen, board: foldBoard(before, seen) };
}

function redactFact(fact: LoggedFact, view: View, known: Set<string> | null): LoggedFact | null {
  const seen = sees.texts[view.name] ? fact : withoutTexts(fact);
  switch (seen.kind) {
    case 'incidents.imported':
      return null;
    case 'incident.reported':
    case 'incident.reopened': {
      if (!inArea(seen.incident.areas, view)) return null;
      known?.add(seen.incident.id);
      return { ...seen, incident: redactIncident(seen.incident as Incident, view) } as LoggedFact;
    }
    case 'unit.registered':
      return { ...seen, unit: redactUnit(seen.unit, view) };
    case 'unit.status-changed':
    case 'unit.contact-changed':
      return seen;
    case 'cell.staffing-changed':
    case 'inspection.done':
      return sees.operations[view.name] ? seen : null;
    case 'inspection.fell-due':
      return sees.operations[view.name] && inArea(seen.inspection.areas, view) ? seen : null;
    case 'alarm.raised':
      if (!sees.operations[view.name] || !inArea(seen.alarm.areas, view)) return null;
      known?.add(seen.alarm.id);
      return seen;
    case 'alarm.cleared':
    case 'alarm.acknowledged':
    case 'alarm.shelved':
    case 'alarm.unshelved':
      return sees.operations[view.name] && (known?.has(seen.alarm) ?? true) ? seen : null;
    default: {
      const id = incidentOf(seen);
      return id !== undefined && (known?.has(id) ?? true) ? seen : null;
    }
  }
}

/** Without who did it and without anything somebody wrote. */
function withoutTexts(fact: LoggedFact): LoggedFact {
  const { by: _by, ...seen } = fact;
  if ('reason' in seen && !seen.kind.startsWith('unit.')) delete seen.reason;
  if (seen.kind === 'incident.noted') delete seen.text;
  if (seen.kind === 'incident.referred') delete seen.to;
  if (seen.kind === 'incident.suspended')
    return { ...seen, suspended: { since: seen.suspended.since, until: seen.suspended.until } };
  return seen;
}
