import type { LoggedFact } from '#data/contract/fact.ts';
import { consoleWords, type ConsoleWords } from '#client/words/console/console-words.ts';
import type { Speech } from '#client/words/shared/speech.ts';

type AuditWords = ConsoleWords['trail'];

/** One line of the audit in words: what was done, and to what. */
export function auditSaid(
  fact: LoggedFact,
  words: ConsoleWords['audit'],
  say: Speech,
  nameOf: (person: string) => string,
): string {
  const word = (key: string) => words.words[key] ?? key;
  const more = say.of(consoleWords).trail;
  const { roles } = say.of(consoleWords).people;
  const exported = (part: string) =>
    part.includes('.') ? kindSaid(part, words, more) : (more.exports[part] ?? words.words[part] ?? nameOf(part));
  switch (fact.kind) {
    case 'audit.looked':
      return `${word(fact.what)} ${word(fact.id)}`;
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
      return [`${nameOf(fact.person)}: ${word(fact.what)}`, fact.role && roles[fact.role], fact.area]
        .filter(Boolean)
        .join(', ');
    case 'audit.token-changed':
      return `${fact.name}: ${word(fact.what)}`;
    case 'audit.display-approved':
      return `${fact.name}, ${fact.view}`;
    default:
      return thingSaid(fact, say);
  }
}

/** What a fact beyond the audit's own is about, and why: the content is read where it belongs. */
function thingSaid(fact: LoggedFact, say: Speech): string {
  if (fact.kind === 'unit.status-changed')
    return `${fact.unit}: ${say.of(consoleWords).city.units.reasons[fact.reason]}`;
  const { kind, seq: _seq, at: _at, by: _by, ...rest } = fact;
  const about: unknown = (rest as Record<string, unknown>)[things[kind.split('.', 1)[0]!] ?? ''];
  const { conditions } = say.of(consoleWords).alarms;
  if (fact.kind === 'alarm-rule.taken-out' || fact.kind === 'alarm-rule.returned')
    return [conditions[fact.condition], 'reason' in fact ? fact.reason : undefined].filter(Boolean).join(': ');
  const id = typeof about === 'object' && about !== null && 'id' in about ? about.id : about;
  const reason = 'reason' in rest ? rest.reason : undefined;
  return [id, reason].filter((each) => typeof each === 'string').join(': ');
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
export function kindSaid(kind: string, words: ConsoleWords['audit'], { things, acts }: AuditWords): string {
  const own: Readonly<Record<string, string>> = words.kinds;
  const [group = '', act = ''] = kind.split('.');
  return own[kind] ?? `${things[group] ?? group}: ${acts[act] ?? act}`;
}
