import type { Actor } from '#data/contract/actor.ts';
import type { Board } from '#data/contract/board.ts';
import type { Fact } from '#data/contract/fact.ts';
import { alarmChanges, type Pending } from '#data/rules/alarm-changes.ts';
import { type AlarmPack, alarmsFor } from '#data/rules/alarm-conditions.ts';
import { decide } from '#data/rules/decide.ts';
import type { Entry } from '../store/store.ts';
import { contactOf, type Heard } from './contact.ts';

/** What time has brought about, before it is kept. */
export type Due = { fact: Fact; exercise: boolean; guard?: Entry['guard'] };

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

/** Shelves and suspensions that have come to their end. */
export function dueEnds(board: Board, now: number, pack: AlarmPack): Due[] {
  const due: Due[] = [];
  for (const { id, shelvedUntil, exercise } of board.alarms.values()) {
    if (shelvedUntil === undefined || shelvedUntil > now) continue;
    due.push({ fact: { kind: 'alarm.unshelved', alarm: id }, exercise });
  }
  for (const incident of board.incidents.values()) {
    if (!incident.suspended || incident.suspended.until > now) continue;
    const decided = decide(incident, { name: 'resume', body: {} }, { actor: watchActor, now, board, pack });
    if (!decided.ok) continue;
    const guard = { incident: incident.id, rev: incident.rev };
    due.push(...decided.value.map((fact) => ({ fact, exercise: incident.exercise, guard })));
  }
  return due;
}

/** Alarms to raise and to clear, and what waits for its delay. */
export function dueAlarms(
  board: Board,
  now: number,
  pack: AlarmPack,
  before: Pending,
): { due: Due[]; pending: Pending } {
  const { raise, clear, pending } = alarmChanges(alarmsFor(board, now, pack), board.alarms, before, now);
  const raised = raise.map(({ alarm, exercise }): Due => ({ fact: { kind: 'alarm.raised', alarm }, exercise }));
  const cleared = clear.map(({ id, exercise }): Due => ({ fact: { kind: 'alarm.cleared', alarm: id }, exercise }));
  return { due: [...raised, ...cleared], pending };
}
