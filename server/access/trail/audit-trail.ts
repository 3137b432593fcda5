import { emptyBoard } from '#data/contract/board.ts';
import type { AuditAnswer } from '#data/contract/desk-api.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { redactFacts } from '#data/rules/audience.ts';
import type { Records } from '../../store/store.ts';

/** Facts read from the store at a time, and at most for one answer. */
const PAGE = 500;
const MOST_READ = 20 * PAGE;

export type AuditQuestion = { limit: number; before?: Seq; person?: string; kind?: string };

/**
 * What is on record, newest first: looks, sign-ins, changes of people, and whatever people did. Of
 * that it says who, when and to what; what was written there is read where it belongs.
 */
export async function readTrail(
  records: Records,
  { limit, before, person, kind }: AuditQuestion,
): Promise<Omit<AuditAnswer, 'called'>> {
  const subject = person === undefined ? 'audit' : `person/${person}`;
  const fits = (fact: LoggedFact) => kind === undefined || fact.kind === kind || fact.kind.startsWith(`${kind}.`);
  const items: LoggedFact[] = [];
  let last = before;
  for (let read = 0; read < MOST_READ; read += PAGE) {
    const page = await records.about(subject, { limit: PAGE, ...(last !== undefined && { before: last }) });
    for (const fact of page) {
      last = fact.seq;
      if (fits(fact)) items.push(withoutContent(fact));
      if (items.length === limit) return { items, next: String(last) };
    }
    if (page.length < PAGE) return { items, next: null };
  }
  return { items, next: String(last) };
}

/** As a wall sees it, with who did it and why; the log of a shift as those who lead it see it. */
function withoutContent(fact: LoggedFact): LoggedFact {
  if (fact.kind.startsWith('audit.')) return fact;
  const as = (name: 'ops-wall' | 'supervisor') => redactFacts([fact], { name }, emptyBoard).facts[0];
  const seen = as('ops-wall') ?? as('supervisor');
  const { seq, at, by } = fact;
  if (!seen) return { kind: 'audit.looked', what: 'history', id: fact.kind, seq, at, ...(by && { by }) };
  const reason = 'reason' in fact && fact.reason !== undefined ? { reason: fact.reason } : {};
  return { ...seen, ...(by && { by }), ...reason } as LoggedFact;
}
