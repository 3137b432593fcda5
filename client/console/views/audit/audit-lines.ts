import type { LoggedFact } from '#data/contract/fact.ts';
import type { DeskWords } from '#client/words/desk-words.ts';
import type { Speech } from '#client/words/speech.ts';

export type AuditKind = keyof DeskWords['audit']['kinds'];

/** One line of the audit in words: what was done, and to what. */
export function auditSaid(
  fact: LoggedFact,
  words: DeskWords['audit'],
  say: Speech,
  nameOf: (person: string) => string,
): string {
  const word = (key: string) => words.words[key] ?? key;
  switch (fact.kind) {
    case 'audit.looked':
      return `${word(fact.what)} ${fact.id}`;
    case 'audit.exported':
      return `${fact.what} (${words.rows(say.number(fact.rows))})`;
    case 'audit.replayed':
      return `${say.date(fact.from)} ${say.clock(fact.from)} – ${say.date(fact.to)} ${say.clock(fact.to)}`;
    case 'audit.session-opened':
      return `${nameOf(fact.person)} ${word(fact.how)}`;
    case 'audit.session-ended':
      return `${nameOf(fact.person)}: ${word(fact.why)}`;
    case 'audit.sign-in-refused':
      return [fact.person && nameOf(fact.person), word(fact.why)].filter(Boolean).join(': ');
    case 'audit.person-changed':
      return [`${nameOf(fact.person)}: ${word(fact.what)}`, fact.role, fact.area].filter(Boolean).join(', ');
    case 'audit.token-changed':
      return `${fact.name}: ${word(fact.what)}`;
    case 'audit.display-approved':
      return `${fact.name}, ${fact.view}`;
    default:
      return '';
  }
}
