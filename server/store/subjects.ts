import type { Fact, LoggedFact } from '#data/contract/fact.ts';
import type { KeptContact } from '#data/contract/incident.ts';
import { incidentOf } from '#data/fold/fold-incident.ts';

/**
 * What a fact is on record about, as `Records` is asked for it. Whatever a person did is also on
 * record under `audit` and under that person. Reports of sources, what a rule says of a unit's
 * contact and what the store vouches for are in no record: nobody answers for them. A report is found by its caller.
 */
export function subjectsOf(fact: LoggedFact): string[] {
  const about = thing(fact);
  const person = fact.by?.kind === 'person' ? fact.by.id : undefined;
  if (person !== undefined) about.push('audit', `person/${person}`);
  else if (fact.kind.startsWith('audit.')) about.push('audit');
  if ('person' in fact && fact.person !== undefined && fact.person !== person) about.push(`person/${fact.person}`);
  const contact = contactOf(fact);
  if (contact && 'caller' in contact && contact.caller !== undefined) about.push(`caller/${contact.caller}`);
  if (fact.kind === 'audit.sign-in-refused') about.push(...(fact.people ?? []).map((id) => `person/${id}`));
  return about;
}

/** Who reported, as far as this fact says. */
function contactOf(fact: LoggedFact): KeptContact | undefined {
  if (fact.kind === 'incident.reported') return fact.incident.contact;
  return fact.kind === 'incident.updated' ? fact.said?.contact : undefined;
}

type OfIncidents = `incident.${string}` | 'incidents.imported' | 'incidents.withdrawn';

/** Kinds that are in no record of a thing: one that nobody has judged does not compile. */
const onNoRecord = (
  _kind:
    | OfIncidents
    | `audit.${string}`
    | 'register.kept'
    | 'unit.registered'
    | 'unit.status-changed'
    | 'unit.contact-changed',
): string[] => [];
/** Kinds that no decision rests on: one that nobody has judged does not compile. */
const changesNothing = (
  _kind: OfIncidents | `audit.${string}` | 'register.kept' | 'unit.contact-changed',
): string[] => [];

function thing(fact: LoggedFact): string[] {
  switch (fact.kind) {
    case 'cell.staffing-changed':
    case 'post.filled':
    case 'post.vacated':
      return [`cell/${fact.cell}`];
    case 'inspection.fell-due':
      return [`cell/${fact.inspection.cell}`, 'inspections'];
    case 'inspection.done':
      return [`cell/${fact.cell}`, 'inspections'];
    case 'danger.found':
      return [`cell/${fact.danger.cell}`, `danger/${fact.danger.id}`, 'dangers'];
    case 'danger.ordered':
    case 'danger.rectifying':
    case 'danger.rectified':
    case 'danger.sent-back':
    case 'danger.cleared':
      return [`danger/${fact.danger}`, 'dangers'];
    case 'dispute.registered':
      return [`dispute/${fact.dispute.id}`, 'disputes'];
    case 'dispute.moved':
    case 'dispute.noted':
    case 'dispute.followed-up':
      return [`dispute/${fact.dispute}`, 'disputes'];
    case 'alarm.raised':
    case 'alarm.cleared':
    case 'alarm.acknowledged':
    case 'alarm.shelved':
    case 'alarm.unshelved':
    case 'alarm.suppressed':
    case 'alarm.unsuppressed':
    case 'alarm-rule.taken-out':
    case 'alarm-rule.returned':
      return ['alarms'];
    case 'unit.described':
    case 'unit.removed':
    case 'unit.restored':
    case 'unit.panicked':
    case 'unit.panic-ended':
    case 'unit.checked-in':
      return [`unit/${fact.unit}`];
    case 'shift.noted':
    case 'shift.promise-kept':
    case 'shift.handed-over':
      return ['shift'];
    case 'handover.drawn-up':
    case 'handover.signed':
      return ['handovers'];
    case 'bulletin.issued':
    case 'bulletin.updated':
      return [`bulletin/${fact.bulletin.id}`, 'bulletins'];
    case 'bulletin.replaced':
    case 'bulletin.cancelled':
    case 'bulletin.expired':
    case 'bulletin.acknowledged':
      return [`bulletin/${fact.bulletin}`, 'bulletins'];
    case 'audit.imported':
      return ['imports'];
    case 'incidents.imported':
      return fact.import === undefined ? [] : [`import/${fact.import}`];
    case 'incidents.withdrawn':
      return [`import/${fact.import}`, `import/${fact.import}/withdrawn`];
    default:
      return onNoRecord(fact.kind);
  }
}

/**
 * The things that a fact changes, each as `kind/ID`: what a guard names. `handovers` stands for all of
 * them, because each new one takes the place of another.
 *
 * Not counted is what nobody decides on (a unit's contact), and what brings an incident: nobody can
 * have read it before, and an import of a million cases would otherwise leave a million heads behind.
 */
export function changesOf(fact: Fact): string[] {
  const incident = fact.kind === 'incident.reported' ? undefined : incidentOf(fact);
  if (incident !== undefined) return [`incident/${incident}`];
  switch (fact.kind) {
    case 'unit.registered':
      return [`unit/${fact.unit.id}`];
    case 'unit.status-changed':
    case 'unit.described':
    case 'unit.removed':
    case 'unit.restored':
    case 'unit.panicked':
    case 'unit.panic-ended':
    case 'unit.checked-in':
      return [`unit/${fact.unit}`];
    case 'alarm.raised':
      return [`alarm/${fact.alarm.id}`];
    case 'alarm.cleared':
    case 'alarm.acknowledged':
    case 'alarm.shelved':
    case 'alarm.unshelved':
    case 'alarm.suppressed':
    case 'alarm.unsuppressed':
      return [`alarm/${fact.alarm}`];
    case 'alarm-rule.taken-out':
    case 'alarm-rule.returned':
      return [`alarm-rule/${fact.condition}`];
    case 'cell.staffing-changed':
    case 'post.filled':
    case 'post.vacated':
      return [`cell/${fact.cell}`];
    case 'inspection.fell-due':
      return [`inspection/${fact.inspection.id}`];
    case 'inspection.done':
      return [`inspection/${fact.inspection}`];
    case 'danger.found':
      return [`danger/${fact.danger.id}`];
    case 'danger.ordered':
    case 'danger.rectifying':
    case 'danger.rectified':
    case 'danger.sent-back':
    case 'danger.cleared':
      return [`danger/${fact.danger}`];
    case 'dispute.registered':
      return [`dispute/${fact.dispute.id}`];
    case 'dispute.moved':
    case 'dispute.noted':
    case 'dispute.followed-up':
      return [`dispute/${fact.dispute}`];
    case 'shift.noted':
      return [`shift/${fact.entry.id}`];
    case 'shift.promise-kept':
      return [`shift/${fact.entry}`];
    case 'shift.handed-over':
      return ['handovers'];
    case 'handover.drawn-up':
      return [`handover/${fact.handover.id}`, 'handovers'];
    case 'handover.signed':
      return [`handover/${fact.handover}`, 'handovers'];
    case 'bulletin.issued':
    case 'bulletin.updated':
      return [`bulletin/${fact.bulletin.id}`];
    case 'bulletin.replaced':
    case 'bulletin.cancelled':
    case 'bulletin.expired':
    case 'bulletin.acknowledged':
      return [`bulletin/${fact.bulletin}`];
    default:
      return changesNothing(fact.kind);
  }
}
