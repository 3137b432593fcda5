import type { LoggedFact } from '#data/contract/fact.ts';
import { csvText } from '#data/kit/csv.ts';
import type { Records } from '../../store/store.ts';
import { aboutIn, type NamedKind } from './audit-about.ts';
import { readTrail, type AuditQuestion } from './audit-trail.ts';

/** Lines of one file at most: a longer trail is asked for by person or kind. */
const MOST_LINES = 10_000;
const PAGE = 500;

/** What people call a thing; undefined: nobody has a name for it. */
export type NameOf = (kind: NamedKind, id: string) => string | undefined;
type Parts = {
  records: Records;
  /** The names for these lines. */
  namesFor: (lines: readonly LoggedFact[]) => Promise<NameOf>;
};

/** `by` and `about` are ids, as the log has them; the columns beside them say what people call these. */
const COLUMNS = ['seq', 'at', 'by', 'by_name', 'kind', 'about', 'about_name', 'what'] as const;

/** The trail as a CSV file, newest first: seq, time (UTC), who, kind, about what, and the rest of the fact as JSON. */
export async function trailFile(
  { records, namesFor }: Parts,
  question: Omit<AuditQuestion, 'limit'>,
): Promise<{ text: string; rows: number }> {
  const lines: string[][] = [];
  let { before } = question;
  while (lines.length < MOST_LINES) {
    const { items, next } = await readTrail(records, {
      ...question,
      limit: PAGE,
      ...(before !== undefined && { before }),
    });
    const nameOf = await namesFor(items);
    lines.push(...items.map((fact) => lineOf(fact, nameOf)));
    if (next === null) break;
    before = Number(next) as NonNullable<AuditQuestion['before']>;
  }
  return { text: csvText([COLUMNS, ...lines]), rows: lines.length };
}

function lineOf(fact: LoggedFact, nameOf: NameOf): string[] {
  const { seq, at, by, kind, ...what } = fact;
  const { exercise: _exercise, ...said } = what as Record<string, unknown>;
  const things = aboutIn(fact);
  const byName = by?.kind === 'person' || by?.kind === 'unit' ? nameOf(by.kind, by.id) : by?.id;
  return [
    String(seq),
    new Date(at).toISOString(),
    by ? `${by.kind}:${by.id}` : '',
    byName ?? '',
    kind,
    things.map((thing) => `${thing.kind}:${thing.id}`).join(' '),
    things.flatMap((thing) => nameOf(thing.kind, thing.id) ?? []).join('; '),
    JSON.stringify(said),
  ];
}
