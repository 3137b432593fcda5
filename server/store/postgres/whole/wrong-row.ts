import type { LoggedFact } from '#data/contract/fact.ts';
import { wrongRow, type IndexRow } from '../../checks/index-check.ts';
import type { Bad } from '../../checks/log-check.ts';
import { broughtBy, type KeptIncident } from '../../rows/brought-by.ts';
import { columnNames } from '../../rows/incident-columns.ts';
import type { Line } from '../connect/line.ts';
import type { ArchiveIn } from './archive-in.ts';
import { plainText } from '../plain-text.ts';

type Row = KeptIncident & IndexRow & { n: number };

const read = ({ seq, body }: { seq: number; body: string }) => Object.assign(JSON.parse(body), { seq }) as LoggedFact;

/** The first row of the incident index that is not what folding its facts gives. */
export async function firstWrongRow(line: Line, archived: ArchiveIn, page: number): Promise<Bad | null> {
  const words = await readWords(line);
  for (let after = 0; ;) {
    const { rows } = await line.query<Row>(
      `SELECT n, body, first, past_at, ${columnNames} FROM incident WHERE n > $1 ORDER BY n LIMIT $2`,
      [after, page],
    );
    const last = rows.at(-1);
    if (!last) return null;
    const brought = await factsOf(line, archived, rows);
    const later = await laterOf(line, archived, rows);
    for (const row of rows) {
      const fact = brought.get(row.first);
      const wrong = wrongRow(row, {
        brought: fact && broughtBy(fact, row.past_at),
        later: later.get(row.n) ?? [],
        words,
        asKept: plainText,
      });
      if (wrong) return wrong;
    }
    after = last.n;
  }
}

async function readWords(line: Line): Promise<(word: string) => number> {
  const { rows } = await line.query<{ n: number; word: string }>('SELECT n, word FROM word');
  const known = new Map(rows.map(({ n, word }) => [word, n]));
  return (word) => known.get(plainText(word)) ?? -1;
}

async function factsOf(line: Line, archived: ArchiveIn, rows: readonly Row[]): Promise<Map<number, LoggedFact>> {
  const firsts = [...new Set(rows.map(({ first }) => first))];
  const found = await line.query<{ seq: number; body: string }>('SELECT seq, body FROM fact WHERE seq = ANY($1)', [
    firsts,
  ]);
  const facts = new Map(found.rows.map((row) => [row.seq, read(row)]));
  for (const seq of firsts) if (seq < archived.oldest) facts.set(seq, read(await archived.at(seq)));
  return facts;
}

async function laterOf(line: Line, archived: ArchiveIn, rows: readonly Row[]): Promise<Map<number, LoggedFact[]>> {
  const found = await line.query<{ incident: number; seq: number; body: string | null }>(
    `SELECT incident, seq, body FROM incident_fact LEFT JOIN fact USING (seq) WHERE incident = ANY($1) ORDER BY incident, seq`,
    [rows.map(({ n }) => n)],
  );
  const later = new Map<number, LoggedFact[]>();
  for (const { incident, seq, body } of found.rows) {
    const facts = later.get(incident) ?? [];
    later.set(incident, facts);
    facts.push(read(body === null ? await archived.at(seq) : { seq, body }));
  }
  return later;
}
