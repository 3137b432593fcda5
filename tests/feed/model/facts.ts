import type { LoggedFact, NewFact } from '#data/contract/fact.ts';
import { newFact } from '../new-fact.ts';

/** Planted in every text that a public wall must never receive. */
export const SECRET = 'planted-secret';

/** What has an id stays in its area. */
const areaOf = (number: number) => (number % 2 ? 'south' : 'north');

/** A fact about a small invented world; `pick` numbers choose which, `at` its time. */
export function someFact(pick: readonly [number, number, number], at: number): NewFact {
  const [kind, which, how] = pick;
  const incident = `i${which % 5}`;
  const unit = `u${which % 4}`;
  const alarm = `a${which % 3}`;
  const change = { incident, rev: (at % 100_000) + 1 };
  const by = { kind: 'person', id: SECRET };
  const facts: object[] = [
    { kind: 'unit.registered', unit: { id: unit, callSign: SECRET, service: 'police' } },
    { kind: 'unit.contact-changed', unit, contact: ['live', 'late', 'unknown', 'offline'][how % 4] },
    { kind: 'unit.status-changed', unit, availability: 'unavailable', reason: ['meal', 'patrol', 'refuel'][how % 3] },
    { kind: 'incident.reported', series: 'XN26', incident: reported(incident, areaOf(which % 5), at), by },
    {
      kind: 'incident.triaged',
      ...change,
      category: 'service/other',
      priority: (how % 4) + 1,
      due: {},
      reason: SECRET,
      by,
    },
    { kind: 'incident.assigned', ...change, unit, by },
    { kind: 'incident.noted', ...change, text: SECRET, by },
    { kind: how % 2 ? 'incident.closed' : 'incident.cancelled', ...change, reason: SECRET, by },
    {
      kind: 'alarm.raised',
      alarm: {
        id: alarm,
        condition: 'panic',
        subject: { kind: 'unit', id: unit },
        priority: 1,
        areas: [areaOf(which % 3)],
      },
    },
    { kind: how % 2 ? 'alarm.cleared' : 'alarm.acknowledged', alarm },
    { kind: 'cell.staffing-changed', cell: `c${which % 3}`, staffed: how % 2 === 0 },
  ];
  return newFact({ ...facts[kind % facts.length], at });
}

function reported(id: string, area: string, at: number) {
  return {
    id,
    category: 'service/other',
    priority: 3,
    mode: 'reported',
    reportedAt: at,
    times: { received: at },
    due: {},
    areas: [area],
    offMap: false,
    dwelling: true,
    location: [101.7, 36.6],
    source: 'hotline',
    sourceRef: SECRET,
    title: SECRET,
    contact: { name: SECRET, phone: SECRET },
  };
}

/** Whether a fact is about something in the north, or about what has no area. */
export function isInArea(fact: LoggedFact): boolean {
  const id = 'incident' in fact ? fact.incident : 'alarm' in fact ? fact.alarm : undefined;
  const name = typeof id === 'object' ? id.id : id;
  return name === undefined || areaOf(Number(name.slice(1))) === 'north';
}
