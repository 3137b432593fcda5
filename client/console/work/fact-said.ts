import type { LoggedFact } from '#data/contract/fact.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { CityNames } from '#client/words/shared/city-names.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import type { Names } from './people.svelte.ts';

export type Said = {
  what: string;
  /** What somebody wrote. */
  text?: string | undefined;
};

type Parts = { words: ConsoleWords['work']; say: Speech; city: CityNames; names: Names; row: Pick<Incident, 'tasks'> };

/** One line of the record. */
export function factSaid(fact: LoggedFact, { words, say, city, names, row }: Parts): Said {
  const { record, incident: said } = words;
  const organisation = (task: string) => {
    const found = row.tasks?.find(({ id }) => id === task);
    return found ? names.organisation(found.organisation) : task;
  };
  switch (fact.kind) {
    case 'incident.reported':
      return { what: record.reported };
    case 'incident.triaged':
      return {
        what: record.triaged(`${city.category(fact.category)}, ${say.words.priority(fact.priority)}`),
        text: fact.reason,
      };
    case 'incident.assigned':
      return { what: record.assigned(names.unit(fact.unit)), text: fact.reason };
    case 'incident.accepted':
      return { what: record.accepted(names.unit(fact.unit)) };
    case 'incident.enroute':
      return { what: record.enroute(names.unit(fact.unit)) };
    case 'incident.arrived':
      return { what: record.arrived(names.unit(fact.unit)) };
    case 'incident.unassigned':
      return { what: record.unassigned(names.unit(fact.unit)), text: fact.reason };
    case 'incident.resolved':
      return { what: record.resolved, text: fact.reason };
    case 'incident.verified':
      return { what: record.verified, text: fact.reason };
    case 'incident.closed': {
      const missing = fact.unsigned?.length ?? 0;
      return { what: missing > 0 ? record.closedOver(say.number(missing)) : record.closed, text: fact.reason };
    }
    case 'incident.reopened':
      return { what: record.reopened, text: fact.reason };
    case 'incident.cancelled':
      return { what: record.cancelled, text: fact.reason };
    case 'incident.merged':
      return { what: record.merged(names.incident(fact.into)), text: fact.reason };
    case 'incident.referred':
      return { what: record.referred(fact.to ?? ''), text: fact.reason };
    case 'incident.updated': {
      const { category, priority, title, description, address } = fact.said ?? {};
      const parts = [
        category && city.category(category),
        priority && say.words.priority(priority),
        title,
        description,
        address,
      ];
      return { what: record.updated, text: parts.filter(Boolean).join(' · ') };
    }
    case 'incident.noted':
      return { what: record.noted, text: fact.text };
    case 'incident.extended':
      return { what: record.extended, text: fact.reason };
    case 'incident.suspended':
      return {
        what: record.suspended(say.clock(fact.suspended.until, fact.at)),
        text: fact.suspended.reason,
      };
    case 'incident.resumed':
      return { what: record.resumed, text: fact.reason };
    case 'incident.linked':
      return { what: record.linked(names.organisation(fact.task.organisation)), text: fact.task.text };
    case 'incident.task-accepted':
      return { what: record['task-accepted'](organisation(fact.task)) };
    case 'incident.task-done':
      return { what: record['task-done'](organisation(fact.task)), text: fact.reason };
    case 'incident.task-returned': {
      const [from, to] = [names.organisation(fact.from), names.organisation(fact.to)];
      return { what: record['task-returned'](from, to), text: fact.reason };
    }
    case 'incident.task-withdrawn':
      return { what: record['task-withdrawn'](organisation(fact.task)), text: fact.reason };
    case 'incident.escalated':
      return { what: record.escalated(said.levels[fact.level]), text: fact.reason };
    case 'incident.answer-owed':
      return { what: record['answer-owed'] };
    case 'incident.replied': {
      const { outcome, text, due, to, reason, decidedBy } = fact.reply;
      const parts = [due !== undefined && say.clock(due, fact.at), to, reason, decidedBy, text];
      return { what: record.replied(words.fields.outcomes[outcome]), text: parts.filter(Boolean).join(' · ') };
    }
    case 'incident.called-back':
      return { what: record[fact.reached ? 'reached' : 'not-reached'], text: fact.text };
    case 'incident.rated': {
      const stars = fact.stars === undefined ? undefined : record.stars(say.number(fact.stars));
      return {
        what: record[fact.satisfied ? 'satisfied' : 'dissatisfied'],
        text: [stars, fact.text].filter(Boolean).join(' · '),
      };
    }
    case 'incident.worded':
      return { what: record.worded, text: fact.text };
    default:
      return { what: record.other };
  }
}
