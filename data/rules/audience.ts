import type { OutOfService } from '../contract/alarm.ts';
import type { Board } from '../contract/board.ts';
import type { Danger } from '../contract/danger.ts';
import type { Dispute } from '../contract/dispute.ts';
import type { LoggedFact } from '../contract/fact.ts';
import type { Cell } from '../contract/grid.ts';
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
  /** Duty positions, alarms, staffing, inspections, hidden dangers, disputes by stage and age. */
  operations: { 'public-wall': false, 'ops-wall': true, officer: true, supervisor: true, admin: true },
  /** The shift log and its hand-overs. */
  shift: { 'public-wall': false, 'ops-wall': false, officer: false, supervisor: true, admin: true },
} as const satisfies Record<string, Record<ViewName, boolean>>;

/** Whether the view gets duty positions, alarms, staffing and inspections. */
export function seesOperations(view: View): boolean {
  return sees.operations[view.name];
}

export function redactIncident(row: Incident, view: View): Incident {
  const seen = { ...row };
  if (!sees.texts[view.name]) {
    for (const field of ['title', 'description', 'address', 'source', 'sourceRef', 'resolvedBy', 'photo'] as const)
      delete seen[field];
    if (seen.suspended) seen.suspended = { since: seen.suspended.since, until: seen.suspended.until };
    if (seen.tasks) seen.tasks = seen.tasks.map(withoutText);
  }
  if (!sees.contacts[view.name]) delete seen.contact;
  const placeIsSeen = row.dwelling ? sees.homes[view.name] : sees.places[view.name];
  if (!placeIsSeen) delete seen.location;
  return seen;
}

function redactUnit<Row extends Pick<Unit, 'callSign' | 'panic' | 'checkedIn'>>(row: Row, view: View): Row {
  const seen = { ...row };
  if (!sees.callSigns[view.name]) delete seen.callSign;
  if (!sees.operations[view.name]) {
    delete seen.panic;
    delete seen.checkedIn;
  }
  return seen;
}

/** Who works a cell stands on its notice board and in the office, not on a wall. */
function redactCell(row: Cell, view: View): Cell {
  if (sees.texts[view.name]) return row;
  const { posts: _dropped, ...seen } = row;
  return seen;
}

function redactDanger<Row extends Pick<Danger, 'text' | 'photo' | 'rectifiedBy'>>(row: Row, view: View): Row {
  if (sees.texts[view.name]) return row;
  const { text: _text, photo: _photo, rectifiedBy: _by, ...seen } = row;
  return seen as Row;
}

/** What was said in a dispute is for its handlers, whom no view knows (server/desk reads it to them). */
function redactDispute({ content: _dropped, ...seen }: Dispute): Dispute {
  return seen;
}

function redactOutOfService(row: OutOfService, view: View): OutOfService {
  if (sees.texts[view.name]) return row;
  const { reason: _dropped, ...seen } = row;
  return seen;
}

function withoutText<Row extends { text?: string | undefined }>(row: Row): Row {
  const { text: _dropped, ...seen } = row;
  return seen as Row;
}

/** The shifts of their own area and the city's. */
function seesShiftOf(area: string | undefined, view: View): boolean {
  return sees.shift[view.name] && (area === undefined || view.area === undefined || area === view.area);
}

const inArea = (areas: readonly string[], view: View) => view.area === undefined || areas.includes(view.area);

/** The part of `board` that the view may see. */
export function redactBoard(board: Board, view: View): Board {
  const operations = sees.operations[view.name];
  return {
    incidents: keep(board.incidents, (row) => (inArea(row.areas, view) ? redactIncident(row, view) : null)),
    units: keep(board.units, (row) => redactUnit(row, view)),
    cells: keep(board.cells, (row) => (operations ? redactCell(row, view) : null)),
    inspections: keep(board.inspections, (row) => (operations && inArea(row.areas, view) ? row : null)),
    alarms: keep(board.alarms, (row) => (operations && inArea(row.areas, view) ? row : null)),
    dangers: keep(board.dangers, (row) => (operations && inArea(row.areas, view) ? redactDanger(row, view) : null)),
    disputes: keep(board.disputes, (row) => (operations && inArea(row.areas, view) ? redactDispute(row) : null)),
    shift: keep(board.shift, (row) => (seesShiftOf(row.area, view) ? row : null)),
    handovers: keep(board.handovers, (row) => (seesShiftOf(row.area, view) ? row : null)),
    outOfService: keep(board.outOfService, (row) => (operations ? redactOutOfService(row, view) : null)),
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
  const { incidents, alarms, dangers, disputes } = before;
  const known =
    view.area === undefined
      ? null
      : new Set([incidents, alarms, dangers, disputes].flatMap((table) => [...table.keys()]));
  for (const fact of facts) {
    const redacted = redactFact(fact, view, known);
    if (redacted) seen.push(redacted);
  }
  return { facts: seen, board: foldBoard(before, seen) };
}

function redactFact(fact: LoggedFact, view: View, known: Set<string> | null): LoggedFact | null {
  if (fact.kind.startsWith('audit.')) return null;
  const seen = sees.texts[view.name] ? fact : withoutTexts(fact);
  const operations = sees.operations[view.name];
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
    case 'unit.panicked':
    case 'unit.panic-ended':
    case 'unit.checked-in':
    case 'cell.staffing-changed':
    case 'inspection.done':
    case 'post.filled':
    case 'post.vacated':
    case 'alarm-rule.taken-out':
    case 'alarm-rule.returned':
      return operations ? seen : null;
    case 'inspection.fell-due':
      return operations && inArea(seen.inspection.areas, view) ? seen : null;
    case 'alarm.raised':
      if (!operations || !inArea(seen.alarm.areas, view)) return null;
      known?.add(seen.alarm.id);
      return seen;
    case 'danger.found':
      if (!operations || !inArea(seen.danger.areas, view)) return null;
      known?.add(seen.danger.id);
      return { ...seen, danger: redactDanger(seen.danger, view) };
    case 'dispute.registered': {
      if (!operations || !inArea(seen.dispute.areas, view)) return null;
      known?.add(seen.dispute.id);
      const { content: _content, by: _by, ...stage } = seen;
      return stage;
    }
    case 'dispute.moved':
    case 'dispute.noted':
    case 'dispute.followed-up': {
      if (!operations || !(known?.has(seen.dispute) ?? true)) return null;
      const { by: _by, text: _text, ...stage } = seen;
      if ('content' in stage) delete stage.content;
      return stage;
    }
    case 'shift.noted':
      return seesShiftOf(seen.entry.area, view) ? seen : null;
    case 'handover.drawn-up':
      return seesShiftOf(seen.handover.area, view) ? seen : null;
    case 'shift.promise-kept':
    case 'handover.signed':
      return sees.shift[view.name] ? seen : null;
    default: {
      if ('alarm' in seen) return operations && (known?.has(seen.alarm) ?? true) ? seen : null;
      if ('danger' in seen) return operations && (known?.has(seen.danger) ?? true) ? seen : null;
      const id = incidentOf(seen);
      return id !== undefined && (known?.has(id) ?? true) ? seen : null;
    }
  }
}

/** Without who did it and without anything somebody wrote. */
function withoutTexts(fact: LoggedFact): LoggedFact {
  const { by: _by, ...seen } = fact;
  if ('reason' in seen && seen.kind !== 'unit.status-changed') delete seen.reason;
  if (seen.kind === 'incident.noted') delete seen.text;
  if (seen.kind === 'incident.referred') delete seen.to;
  if (seen.kind === 'incident.linked') seen.task = withoutText(seen.task);
  if (seen.kind === 'post.filled') delete seen.post;
  if (seen.kind === 'inspection.done') delete seen.answers;
  if (seen.kind === 'danger.rectified') delete seen.rectifiedBy;
  if (seen.kind === 'incident.suspended')
    return { ...seen, suspended: { since: seen.suspended.since, until: seen.suspended.until } };
  return seen;
}
