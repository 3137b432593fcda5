import { keySumText } from '../../key-sum.ts';
import { columnsOf } from '../../rows/incident-columns.ts';
import type { Line, Question } from '../connect/line.ts';
import { makePart } from '../partitions.ts';
import { plainText } from '../plain-text.ts';
import type { WordBook } from '../words.ts';
import type { Case } from './cases.ts';
import type { Decided } from './decide.ts';
import type { Seen } from './seen.ts';
import {
  REMEMBERED_MS,
  TRIM_EVERY,
  addCounts,
  changeIncidents,
  dueTexts,
  emptyDrawers,
  forgetLeases,
  moveHead,
  moveSubjects,
  putChanges,
  putDrawers,
  putFacts,
  putIncidents,
  putKeys,
  putLeases,
  putLinks,
  putRecords,
  putTokens,
  removeIncidents,
  removeTokens,
  ring,
  sweepCounts,
  transposed,
  trimChanges,
} from './statements.ts';

export type Keeping = { line: Line; seen: Seen; decided: Decided; words: WordBook; bell: string };

/**
 * Writes what was decided and commits, all in one go to the server and back. What it gives tells what became
 * of the COMMIT: only "COMMIT" is one. @throws the first error.
 */
export async function keep({ line, seen, decided, words, bell }: Keeping): Promise<void> {
  const { facts, head, keys, subjects, records, cases, register, leases } = decided;
  for (const month of new Set(facts.map(({ month }) => month)))
    if (month !== seen.head.month) await makePart(line, 'fact', month);
  const asked: Promise<unknown>[] = [];
  const put = (query: Question, values: unknown[]) => void asked.push(line.query({ ...query, values }));
  const putRows = (query: Question, rows: readonly (readonly unknown[])[]) => {
    if (rows.length > 0) put(query, transposed(rows, rows[0]!.length));
  };

  putRows(
    putFacts,
    facts.map(({ fact, month, body, hash }) => [fact.seq, month, fact.at, fact.kind, body, hash]),
  );
  putRows(putKeys, [...keys]);
  if (cases.removed.length > 0) put(removeIncidents, [cases.removed]);
  putRows(
    putIncidents,
    cases.added.map((row) => rowOf(row, words)),
  );
  putRows(
    changeIncidents,
    cases.changed.map((row) => rowOf(row, words)),
  );
  const reworded = cases.changed.filter(({ before, now }) => !isSameText(before!, now!)).map(({ n }) => n);
  if (reworded.length > 0) put(dueTexts, [reworded]);
  putRows(
    putLinks,
    cases.links.map(({ n, seq }) => [n, seq]),
  );
  const counts = [...cases.counts.values()].filter(({ by }) => by !== 0);
  const placeOf = ({ hour, category, cell, origin }: (typeof counts)[number]) => [
    hour,
    words.numberOf(category),
    words.numberOf(cell),
    words.numberOf(origin),
  ];
  putRows(
    addCounts,
    counts.map((row) => [...placeOf(row), row.by]),
  );
  putRows(sweepCounts, counts.filter(({ by }) => by < 0).map(placeOf));
  putRows(
    putRecords,
    records.map(({ subject, seq }) => [plainText(subject), seq]),
  );
  putRows(
    moveSubjects,
    [...subjects].map(([subject, seq]) => [plainText(subject), seq]),
  );

  const kept = [...register.kept.values()];
  const inDrawers = kept.filter(({ drawer }) => drawer !== 'token');
  const tokens = kept.filter(({ drawer }) => drawer === 'token');
  putRows(
    emptyDrawers,
    inDrawers.filter(({ body }) => body === null).map(({ drawer, id }) => [drawer, plainText(id)]),
  );
  putRows(
    putDrawers,
    inDrawers
      .filter(({ body }) => body !== null)
      .map(({ drawer, id, body }) =>
        typeof body === 'string'
          ? [drawer, plainText(id), body, null]
          : [drawer, plainText(id), null, Buffer.from(body!)],
      ),
  );
  const gone = tokens.filter(({ body }) => body === null).map(({ id }) => id);
  if (gone.length > 0) put(removeTokens, [gone]);
  putRows(
    putTokens,
    tokens
      .filter(({ body }) => body !== null)
      .map(({ id, body }) => [id, (JSON.parse(String(body)) as { name: string }).name, body]),
  );
  putRows(
    putChanges,
    [...register.numbers.values()].map(({ drawer, id, n, gone }) => [drawer, plainText(id), n, gone]),
  );
  const change = register.newest();
  if (Math.floor(change / TRIM_EVERY) > Math.floor(seen.head.change / TRIM_EVERY)) put(trimChanges, []);
  if (leases.length > 0) put(forgetLeases, [seen.head.now - REMEMBERED_MS]);
  putRows(
    putLeases,
    leases.map(({ lease, holder, token, until, says }) => [lease, holder, token, until, says]),
  );
  const [keysCount, keysSum] = keySumText(head.keys).split(' ');
  put(moveHead, [head.seq, head.hash, head.month, change, cases.newest, keysCount, keysSum, head.leaseToken]);
  put(ring, [bell, `${seen.head.epoch} ${head.seq} ${change}`]);
  asked.push(commit(line));
  await Promise.allSettled(asked);
  await Promise.all(asked);
}

/** A transaction in which something failed answers COMMIT with ROLLBACK. */
async function commit(line: Line): Promise<void> {
  const { command } = await line.query('COMMIT');
  if (command !== 'COMMIT') throw new Error(`the server answered COMMIT with ${command}`);
}

function rowOf({ n, first, pastAt, isNew, before, now }: Case, words: WordBook): unknown[] {
  const body = isNew && now === before ? null : JSON.stringify(now);
  const columns = columnsOf(now!, words.numberOf).map((value) =>
    typeof value === 'string' ? plainText(value) : value,
  );
  return [n, first, pastAt, body, ...columns];
}

type Texts = NonNullable<Case['now']>;
function isSameText(a: Texts, b: Texts): boolean {
  return a.number === b.number && a.title === b.title && a.description === b.description && a.address === b.address;
}

/** All words that the rows hold. */
export function* wordsIn({ cases }: Decided): Generator<string> {
  for (const { now } of [...cases.added, ...cases.changed]) {
    if (!now) continue;
    yield now.category;
    yield now.cell ?? '';
    yield* now.areas;
  }
  for (const { category, cell, origin } of cases.counts.values()) yield* [category, cell, origin];
}
