import type { LoggedFact } from '#data/contract/fact.ts';
import { consoleWords } from '#client/words/console/console-words.ts';
import { trailWords, type AuditWords, type TrailWords } from '#client/words/console/view-words.ts';
import type { Speech } from '#client/words/shared/speech.ts';

/** Names behind the ids that a line carries; an id that nobody knows stands for itself. */
export type TrailNames = Record<'person' | 'thing' | 'unit' | 'cell' | 'area', (id: string) => string>;

/** One line of the audit in words: what was done, and to what. */
export function auditSaid(fact: LoggedFact, words: AuditWords, say: Speech, names: TrailNames): string {
  const { person: nameOf } = names;
  const word = (key: string) => words.words[key] ?? key;
  const more = say.of(trailWords);
  const { roles } = say.of(consoleWords).people;
  const exported = (part: string) =>
    part.includes('.') ? kindSaid(part, words, more) : (more.exports[part] ?? words.words[part] ?? nameOf(part));
  switch (fact.kind) {
    case 'audit.looked':
      return `${word(fact.what)} ${lookedAt(fact, names, word)}`;
    case 'audit.exported':
      return `${fact.what.split(' ').map(exported).join(', ')} (${words.rows(say.number(fact.rows))})`;
    case 'audit.replayed':
      return `${say.date(fact.from)} ${say.clock(fact.from)} – ${say.date(fact.to)} ${say.clock(fact.to)}`;
    case 'audit.session-opened':
      return `${nameOf(fact.person)} ${word(fact.how)}`;
    case 'audit.session-ended':
      return `${nameOf(fact.person)}: ${word(fact.why)}`;
    case 'audit.sign-in-refused': {
      const people = fact.people ?? (fact.person === undefined ? [] : [fact.person]);
      const many = fact.count === undefined ? word(fact.why) : `${word(fact.why)} ×${say.number(fact.count)}`;
      const from = fact.from === undefined ? '' : ` (${fact.from})`;
      return [people.map(nameOf).join(', '), many].filter(Boolean).join(': ') + from;
    }
    case 'audit.person-changed':
      return [
        `${nameOf(fact.person)}: ${word(fact.what)}`,
        fact.role && roles[fact.role],
        fact.area && names.area(fact.area),
      ]
        .filter(Boolean)
        .join(', ');
    case 'audit.token-changed':
      return `${fact.name}: ${word(fact.what)}`;
    case 'audit.cards-changed':
      return `${word(fact.what)} ×${say.number(fact.count)}: ${cardsOf(fact, names)}`;
    case 'audit.imported':
      return `${word(fact.what)}: ${fact.import}${fact.cases === undefined ? '' : ` ×${say.number(fact.cases)}`}`;
    case 'audit.display-approved':
      return `${fact.name}, ${fact.view}`;
    default:
      return thingSaid(fact, say, names);
  }
}

type CardsChanged = Extract<LoggedFact, { kind: 'audit.cards-changed' }>;
const cardsOf = ({ what, card, where }: CardsChanged, names: TrailNames) =>
  what === 'revoked' && card !== 'community' ? names.cell(where) : names.area(where);

/** What a fact beyond the audit's own is about, and why: the content is read where it belongs. */
function thingSaid(fact: LoggedFact, say: Speech, names: TrailNames): string {
  if (fact.kind === 'unit.status-changed')
    return `${names.unit(fact.unit)}: ${say.of(consoleWords).city.units.reasons[fact.reason]}`;
  const { kind, seq: _seq, at: _at, by: _by, ...rest } = fact;
  const group = kind.split('.', 1)[0]!;
  const about: unknown = (rest as Record<string, unknown>)[things[group] ?? ''];
  const { conditions } = say.of(consoleWords).alarms;
  if (fact.kind === 'alarm-rule.taken-out' || fact.kind === 'alarm-rule.returned')
    return [conditions[fact.condition], 'reason' in fact ? fact.reason : undefined].filter(Boolean).join(': ');
  const id = typeof about === 'object' && about !== null && 'id' in about ? about.id : about;
  const reason = 'reason' in rest ? rest.reason : undefined;
  return [typeof id === 'string' ? namedIn(group, id, conditions, names) : undefined, reason]
    .filter((each) => typeof each === 'string' && each !== '')
    .join(': ');
}

/** A line of the shift log and a hand-over have no name: their kind and their time say which. */
function namedIn(group: string, id: string, conditions: Readonly<Record<string, string>>, names: TrailNames): string {
  switch (group) {
    case 'unit':
      return names.unit(id);
    case 'cell':
    case 'post':
    case 'inspection':
      return names.cell(id);
    case 'danger':
      return names.cell(names.thing(id));
    case 'shift':
    case 'handover':
      return '';
    case 'alarm': {
      const [condition = '', kind = '', about = ''] = id.split(':');
      return [conditions[condition] ?? condition, subjectOf(kind, about, names)].filter(Boolean).join(', ');
    }
    default:
      return names.thing(id);
  }
}

function subjectOf(kind: string, id: string, names: TrailNames): string {
  if (kind === 'unit' || kind === 'cell' || kind === 'area') return names[kind](id);
  return kind === 'danger' ? names.cell(names.thing(id)) : names.thing(id);
}

function lookedAt(
  { what, id }: { what: string; id: string },
  names: TrailNames,
  word: (key: string) => string,
): string {
  if (what === 'incident' || what === 'contact' || what === 'dispute') return word(names.thing(id));
  if (what === 'cell') return names.cell(id);
  return id.split(' ').length > 1 ? word(id) : names.person(word(id));
}

/** Where each group of facts names its thing. */
const things: Readonly<Record<string, string>> = {
  incident: 'incident',
  alarm: 'alarm',
  'alarm-rule': 'condition',
  unit: 'unit',
  cell: 'cell',
  post: 'cell',
  inspection: 'cell',
  danger: 'danger',
  dispute: 'dispute',
  shift: 'entry',
  handover: 'handover',
};

/** `Alarm: shelved`; for the audit's own kinds what it calls them. */
export function kindSaid(kind: string, words: AuditWords, { things, acts }: TrailWords): string {
  const own: Readonly<Record<string, string>> = words.kinds;
  const [group = '', act = ''] = kind.split('.');
  return own[kind] ?? `${things[group] ?? group}: ${acts[act] ?? act}`;
}
