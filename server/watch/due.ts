import type { Actor } from '#data/contract/actor.ts';
import type { Board } from '#data/contract/board.ts';
import type { Fact, LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { foldAlarms } from '#data/fold/fold-alarms.ts';
import { alarmChanges, type Pending } from '#data/rules/alarm-changes.ts';
import { type AlarmPack, alarmsFor } from '#data/rules/alarm-conditions.ts';
import type { Condition } from '#data/rules/alarm-identity.ts';
import type { UnitAreas } from '#data/rules/alarm-units.ts';
import { type AlarmLinks, suppressedUnder } from '#data/rules/alarm-suppression.ts';
import { decide } from '#data/rules/decide.ts';
import { duePosts } from '#data/rules/decide-cell.ts';
import { contactOf, type Heard } from './contact.ts';

/** What time has brought about, before it is kept: `read` names the thing that it was read from, which must not have moved on. */
export type Due = { fact: Fact; also?: readonly Fact[]; exercise: boolean; read?: string };

export const watchActor: Actor = { kind: 'rule', id: 'watch' };

/** Units whose contact is no longer what the board says. */
export function dueContacts(board: Board, now: number, heard: Heard): Due[] {
  const due: Due[] = [];
  for (const unit of board.units.values()) {
    const contact = contactOf(unit, heard, now);
    if (contact === unit.contact) continue;
    due.push({ fact: { kind: 'unit.contact-changed', unit: unit.id, contact }, exercise: unit.exercise });
  }
  return due;
}

/** Shelves, suspensions, times out of service and bulletins that have come to their end. */
export function dueEnds(board: Board, now: number, pack: AlarmPack): Due[] {
  const due: Due[] = [];
  for (const { id, shelvedUntil, exercise } of board.alarms.values()) {
    if (shelvedUntil === undefined || shelvedUntil > now) continue;
    due.push({ fact: { kind: 'alarm.unshelved', alarm: id }, exercise, read: `alarm/${id}` });
  }
  for (const { id, until } of board.outOfService.values()) {
    if (until > now) continue;
    due.push({ fact: { kind: 'alarm-rule.returned', condition: id }, exercise: false, read: `alarm-rule/${id}` });
  }
  for (const incident of board.incidents.values()) {
    if (!incident.suspended || incident.suspended.until > now) continue;
    const decided = decide(incident, { name: 'resume', body: {} }, { actor: watchActor, now, board, pack });
    if (!decided.ok) continue;
    const read = `incident/${incident.id}`;
    due.push(...decided.value.map((fact) => ({ fact, exercise: incident.exercise, read })));
  }
  for (const { id, rev, expires, exercise } of board.bulletins.values()) {
    if (expires > now) continue;
    due.push({ fact: { kind: 'bulletin.expired', bulletin: id, rev: rev + 1 }, exercise, read: `bulletin/${id}` });
  }
  return due;
}

/** Posts whose last moment has passed, and what that makes of the cell. */
export function dueVacancies(board: Board, now: number): Due[] {
  return duePosts(board, now).map(([first, ...also]) => {
    const fact = first!;
    return { fact, also, exercise: false, ...('cell' in fact && { read: `cell/${fact.cell}` }) };
  });
}

type Looked = {
  pack: AlarmPack;
  /** What the board alone does not show: coverage, clusters, silent sources. */
  further: readonly Condition[];
  links: AlarmLinks;
  unitAreas?: UnitAreas | undefined;
};

/** Alarms to raise, to clear and to suppress, and what waits for its delay. */
export function dueAlarms(
  board: Board,
  now: number,
  { pack, further, links, unitAreas }: Looked,
  before: Pending,
): { due: Due[]; pending: Pending } {
  const holding = [...alarmsFor(board, now, pack, unitAreas), ...further];
  const { raise, clear, pending } = alarmChanges(holding, board.alarms, before, now, board.outOfService);
  const due = [
    ...raise.map(({ alarm, exercise }): Due => ({ fact: { kind: 'alarm.raised', alarm }, exercise })),
    ...clear.map(({ id, exercise }): Due => ({ fact: { kind: 'alarm.cleared', alarm: id }, exercise })),
  ];
  // Together with what it is about: what is suppressed from the first is never annunciated.
  return { due: [...due, ...dueSuppressions(afterThem(board.alarms, due, now), links)], pending };
}

/** How the alarms stand once these have been kept. */
function afterThem(alarms: Board['alarms'], due: readonly Due[], now: number): Board['alarms'] {
  const facts = due.map(({ fact, exercise }): LoggedFact => ({
    ...fact,
    seq: 0 as Seq,
    at: now,
    ...(exercise && { exercise: true }),
  }));
  return facts.length === 0 ? alarms : foldAlarms(alarms, facts);
}

function dueSuppressions(alarms: Board['alarms'], links: AlarmLinks): Due[] {
  const under = suppressedUnder(alarms, links);
  const due: Due[] = [];
  for (const { id, suppressedBy, active, exercise } of alarms.values()) {
    const by = under.get(id);
    if (by === suppressedBy) continue;
    if (by !== undefined) due.push({ fact: { kind: 'alarm.suppressed', alarm: id, under: by }, exercise });
    else if (active) due.push({ fact: { kind: 'alarm.unsuppressed', alarm: id }, exercise });
  }
  return due;
}
