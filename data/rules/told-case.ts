import type { CityPack } from '../contract/city-pack.ts';
import type { LoggedFact } from '../contract/fact.ts';
import type { IncidentId } from '../contract/ids.ts';
import type { Incident } from '../contract/incident.ts';
import { MAX_WORDS } from '../contract/owed.ts';
import type { ToldCase, ToldLine, ToldState, ToldStep } from '../contract/told-case.ts';
import { doneAt } from '../fold/done-at.ts';
import { hasEnded } from '../fold/fold-incident.ts';
import { isStill, serviceOf } from './asked-service.ts';
import { hasReply } from './reply-loop.ts';
import { categoryOf } from './time-limits.ts';
import { isHandled } from './urgency.ts';

type Pack = Pick<CityPack, 'categories' | 'organisations' | 'catalogue'>;

/** Whose page it is, where their own report was found to be the same as another: theirs. */
export type Asked = Pick<Incident, 'id' | 'number' | 'category' | 'service' | 'times'>;

/**
 * A case as whoever reported `asked` may read it. `row` is the case that stands for it, with its timeline: the
 * same, or the one that it was merged into; then what its other reporters say stays theirs.
 */
export function toldCase(
  asked: Asked,
  { row, timeline }: { row: Incident; timeline: readonly LoggedFact[] },
  pack: Pack,
  now: number,
): ToldCase {
  const reply = row.owed?.reply ? lastReply(timeline) : undefined;
  const isFinal = hasReply(row);
  const names = categoryOf(asked.category, pack)?.names ?? { en: asked.category };
  const service = serviceOf(asked.service, pack);
  const { resolve: promised } = row.due;
  return {
    asOf: now,
    number: asked.number,
    category: { id: asked.category, names },
    ...(isStill(service, asked.category) && {
      service: { id: service.id, names: service.names, papers: service.papers },
    }),
    received: asked.times.received,
    ...(promised !== undefined && !reply && { promised }),
    state: stateOf(row),
    closed: hasEnded(row.state),
    ...(reply && { reply }),
    steps: stepsOf(asked, row, timeline, pack),
    may: mayNow(row, isFinal),
    exercise: row.exercise,
  };
}

function stateOf(row: Incident): ToldState {
  const outcome = row.owed?.reply?.outcome;
  return outcome ?? (row.state === 'reported' ? 'received' : 'under-way');
}

function lastReply(timeline: readonly LoggedFact[]): ToldCase['reply'] {
  const fact = timeline.findLast(({ kind }) => kind === 'incident.replied');
  return fact?.kind === 'incident.replied' ? { ...fact.reply, at: doneAt(fact) } : undefined;
}

function mayNow({ owed, ...row }: Incident, isFinal: boolean): ToldCase['may'] {
  if ((owed?.words?.length ?? 0) >= MAX_WORDS) return [];
  return [...(owed?.reply ? ['rate' as const] : []), ...(isFinal && isHandled(row) ? ['reopen' as const] : []), 'word'];
}

/** What happens again and again is told once, until the case comes back. */
const once: ReadonlySet<ToldStep> = new Set(['accepted', 'sent', 'on-site', 'joined']);

function stepsOf(asked: Asked, row: Incident, timeline: readonly LoggedFact[], pack: Pack): ToldLine[] {
  const told = new Set<ToldStep>();
  const lines: ToldLine[] = [{ at: asked.times.received, step: 'received' }];
  const parties = new Map<string, string>();
  for (const fact of timeline) {
    if (fact.kind === 'incident.linked') parties.set(fact.task.id, fact.task.organisation);
    if (fact.kind === 'incident.task-returned') parties.set(fact.next, fact.to);
    const line = lineOf(fact, asked, row, (task) => partyOf(parties.get(task), pack));
    // What lies before their own report happened to somebody else's.
    if (!line || (once.has(line.step) && told.has(line.step))) continue;
    told.add(line.step);
    if (line.step === 'came-back') told.clear();
    lines.push({ at: Math.max(doneAt(fact), asked.times.received), ...line });
  }
  return lines;
}

type Line = Omit<ToldLine, 'at'>;

function lineOf(fact: LoggedFact, asked: Asked, row: Incident, party: (task: string) => Line): Line | null {
  switch (fact.kind) {
    case 'incident.reported':
      return row.id === asked.id ? null : { step: 'joined' };
    case 'incident.triaged':
      return { step: 'accepted' };
    case 'incident.assigned':
      return { step: 'sent' };
    case 'incident.arrived':
      return { step: 'on-site' };
    case 'incident.linked':
      return { ...party(fact.task.id), step: 'asked', due: fact.task.due };
    case 'incident.task-accepted':
      return { ...party(fact.task), step: 'agreed' };
    case 'incident.task-done':
      return { ...party(fact.task), step: 'part-done' };
    case 'incident.task-returned':
      return { ...party(fact.next), step: 'passed-on', due: fact.taskDue };
    case 'incident.suspended':
      return { step: 'paused', due: fact.suspended.until };
    case 'incident.resumed':
      return { step: 'goes-on', ...(fact.due.resolve !== undefined && { due: fact.due.resolve }) };
    case 'incident.extended':
      return fact.due.resolve === undefined ? null : { step: 'more-time', due: fact.due.resolve };
    case 'incident.resolved':
      return { step: 'worked-on' };
    case 'incident.answer-owed':
      return row.id === asked.id ? { step: 'joined' } : null;
    case 'incident.replied':
      return { step: 'told', reply: fact.reply };
    case 'incident.called-back':
      return isTheirs(fact.from, asked, row) ? { step: fact.reached ? 'called' : 'not-reached' } : null;
    case 'incident.rated': {
      const { satisfied, stars, text } = fact;
      if (!isTheirs(fact.from, asked, row)) return null;
      return { step: 'rated', rating: { satisfied, ...(stars && { stars }) }, ...(text !== undefined && { text }) };
    }
    case 'incident.worded':
      if (!isTheirs(fact.from, asked, row)) return null;
      return { step: 'said', ...(fact.text !== undefined && { text: fact.text }) };
    case 'incident.reopened':
      return { step: 'came-back' };
    case 'incident.closed':
    case 'incident.cancelled':
    case 'incident.referred':
      return { step: 'closed' };
    default:
      return null;
  }
}

/** Said by whoever reported `asked`: `from` names them where the case that they speak of is not their own. */
const isTheirs = (from: IncidentId | undefined, asked: Asked, row: Incident) => (from ?? row.id) === asked.id;

function partyOf(id: string | undefined, { organisations }: Pack): Line {
  const known = organisations.find((organisation) => organisation.id === id);
  return { step: 'asked', ...(known && { organisation: { id: known.id, names: known.names } }) };
}
