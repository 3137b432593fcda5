import type { LoggedFact } from '#data/contract/fact.ts';
import { csvText } from '#data/kit/csv.ts';
import type { Records } from '../store/store.ts';
import { readTrail, type AuditQuestion } from './audit-trail.ts';

/** Lines of one file at most: a longer trail is asked for by person or kind. */
const MOST_LINES = 10_000;
const PAGE = 500;

/** The trail as a CSV file, newest first: seq, time (UTC), who, kind, and the rest of the fact as JSON. */
export async function trailFile(
  records: Records,
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
    lines.push(...items.map(lineOf));
    if (next === null) break;
    before = Number(next) as NonNullable<AuditQuestion['before']>;
  }
  return { text: csvText([['seq', 'at', 'by', 'kind', 'what'], ...lines]), rows: lines.length };
}

function lineOf({ seq, at, by, kind, ...what }: LoggedFact): string[] {
  const { exercise: _exercise, ...said } = what as Record<string, unknown>;
  return [String(seq), new Date(at).toISOString(), by ? `${by.kind}:${by.id}` : '', kind, JSON.stringify(said)];
}
