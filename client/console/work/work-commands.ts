import type { IncidentAnswer } from '#data/contract/desk-api.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { Person } from '#data/contract/person.ts';
import { allowedCommands } from '#data/rules/life-cycle.ts';
import { mayOf } from '#data/rules/rights.ts';
import { keys } from '../keys.ts';
import type { WorkCommand } from './command-forms.ts';

/** The key of each command that has one. */
export const keyOf: Partial<Record<WorkCommand, string>> = {
  triage: keys['incident.triage'],
  note: keys['incident.note'],
  resolve: keys['incident.resolve'],
  verify: keys['incident.verify'],
  close: keys['incident.close'],
  reopen: keys['incident.reopen'],
  merge: keys['incident.merge'],
  refer: keys['incident.refer'],
  cancel: keys['incident.cancel'],
  reassign: keys['incident.reassign'],
  unassign: keys['incident.unassign'],
  extend: keys['incident.extend'],
  suspend: keys['incident.suspend'],
  resume: keys['incident.resume'],
  escalate: keys['incident.escalate'],
  link: keys['incident.link'],
};

/** In the order of the buttons: the next step first, the way out last. Tasks are given at their own lines. */
const order: readonly WorkCommand[] = [
  'triage',
  'verify',
  'close',
  'resolve',
  'note',
  'assign',
  'reassign',
  'unassign',
  'accept',
  'enroute',
  'arrive',
  'link',
  'suspend',
  'resume',
  'extend',
  'escalate',
  'merge',
  'refer',
  'reopen',
  'cancel',
];

/** What may be done: as the server said, or, until it has said so of this revision, as the rules do. */
export function allowedNow(row: Incident, answer: IncidentAnswer | null, { role }: Pick<Person, 'role'>): string[] {
  if (answer?.rev === row.rev && answer.allowed !== undefined) return answer.allowed;
  return allowedCommands(row).filter((name) => mayOf({ role }, 'incident', name) !== 'none');
}

/** The commands that have a button of their own. */
export function shownCommands(row: Incident, allowed: readonly string[]): WorkCommand[] {
  const canReplace = allowed.includes('assign') && allowed.includes('unassign') && row.assignments.length > 0;
  return order.filter((name) => (name === 'reassign' ? canReplace : allowed.includes(name)));
}
