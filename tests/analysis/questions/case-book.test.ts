import fc from 'fast-check';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CellId, IncidentId, Seq } from '#data/contract/ids.ts';
import { Question } from '#data/contract/routes/trends/question.ts';
import { cityHours } from '#server/analysis/city-hours.ts';
import { answer } from '#server/analysis/questions/answer.ts';
import { createCaseBook, TookTooLong } from '#server/analysis/questions/case-book.ts';
import { realClock } from '#server/real-clock.ts';
import type { NewFact } from '#data/contract/fact.ts';
import type { Store } from '#server/store/store.ts';
import { createMemoryStore } from '../../support/memory-store/store.ts';
import { apart, closed, HOUR, imported, MONDAY, past, reported, reopened, triaged } from '../../support/store-facts.ts';
import { temporaryFolder } from '../../support/store-file.ts';

const hours = cityHours('Asia/Shanghai', 0);
const categories = ['public-security/theft', 'public-security/burglary', 'livelihood/water'] as const;
const cells = ['cell-1', 'cell-2', undefined] as const;

function bookOf({ log, incidents }: Pick<Store, 'log' | 'incidents'>, file?: string) {
  const book = createCaseBook({ file, log, incidents, hours, hourShift: 0, clock: realClock });
  onTestFinished(book.stop);
  const ask = (asked: object, sees = true, homes: string[] = []) =>
    book.ask('ann', 60_000, (table, signal) =>
      answer(table, Question.parse(asked), { now: MONDAY, homes, sees, definition: '' }, signal),
    );
  return { book, ask };
}

/** A step of a made history: which of the cases there are, and what becomes of it. */
const step = fc.oneof(
  fc.record({
    report: fc.record({
      category: fc.constantFrom(...categories),
      cell: fc.constantFrom(...cells),
      at: fc.integer({ min: -40, max: 40 }),
    }),
  }),
  fc.record({ triage: fc.nat(), category: fc.constantFrom(...categories) }),
  fc.record({ close: fc.nat() }),
  fc.record({ reopen: fc.nat() }),
  fc.record({ load: fc.array(fc.constantFrom(...categories), { minLength: 1, maxLength: 4 }) }),
  fc.record({ withdraw: fc.nat() }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Carries steps out on a store, as a desk and an import would: nothing happens to what is not there. */
function historyOn(store: Store) {
  const live: string[] = [];
  const loads: { from: number; cases: ReturnType<typeof past>[] }[] = [];
  let made = 0;
  const put = async (fact: NewFact) => void (await store.log.append(apart(fact)));
  const one = async (among: number, only: (state: string) => boolean) => {
    if (live.length === 0) return null;
    const row = await store.incidents.get(live[among % live.length]!);
    return row && only(row.state) ? row : null;
  };
  return async (what: Step) => {
    if ('report' in what) {
      const { category, cell, at } = what.report;
      const id = `live-${++made}`;
      live.push(id);
      const reportedAt = MONDAY + at * HOUR;
      const place = { cell: cell as CellId | undefined, ...(cell === undefined && { areas: [] }) };
      return put(reported(id, { category, reportedAt, times: { received: reportedAt }, ...place }));
    }
    if ('triage' in what) {
      const row = await one(what.triage, (state) => state !== 'closed');
      return row && put(triaged(row.id, row.rev + 1, what.category));
    }
    if ('close' in what) {
      const row = await one(what.close, (state) => state !== 'closed');
      return row && put(closed(row.id, row.rev + 1));
    }
    if ('reopen' in what) {
      const row = await one(what.reopen, (state) => state === 'closed');
      return row && put(reopened(row));
    }
    if ('load' in what) {
      const cases = what.load.map((category) =>
        past(`past-${++made}` as IncidentId, { category, sourceRef: `${made}` }),
      );
      loads.push({ from: store.log.place().seq + 1, cases });
      return put(imported(...cases));
    }
    const [load] = loads.splice(what.withdraw % Math.max(1, loads.length), 1);
    return (
      load && put({ kind: 'incidents.withdrawn', at: MONDAY, from: load.from as Seq, incidents: load.cases } as never)
    );
  };
}

/** What the roll-ups come to. */
async function rolled(store: Store) {
  const rows = await store.rollups.sum({ fromHour: -1e6, toHour: 1e7, by: ['category', 'cell'] });
  return new Map(
    rows.filter(({ count }) => count !== 0).map(({ category, cell, count }) => [`${category} ${cell}`, count]),
  );
}

const byBoth = { by: 'category,cell' };
const told = (found: Awaited<ReturnType<ReturnType<typeof bookOf>['ask']>>) =>
  new Map(found!.rows.map(({ of: [category, cell], count }) => [`${category} ${cell ?? ''}`, count]));

test('whatever happens to cases, the table counts what the roll-ups count, and each earlier day what they counted then', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { maxLength: 12 }), { minLength: 1, maxLength: 4 }), async (chunks) => {
      const store = createMemoryStore();
      const happen = historyOn(store);
      const { book, ask } = bookOf(store);
      const then: [seq: number, counts: Map<string, number>][] = [];
      for (const chunk of chunks) {
        for (const what of chunk) await happen(what);
        if (store.log.place().seq === 0) continue;
        const counts = await rolled(store);
        expect(told(await ask(byBoth))).toEqual(counts);
        then.push([store.log.place().seq, counts]);
      }
      for (const [seq, counts] of then)
        await book.ask('bob', 60_000, async (table, signal) => {
          const rows = await table.ask(
            `SELECT category, coalesce(cell, ''), count(*) FROM version
             WHERE from_seq <= $1 AND (to_seq IS NULL OR to_seq > $1) GROUP BY ALL`,
            [seq],
            signal,
          );
          expect(new Map(rows.map(([category, cell, count]) => [`${category} ${cell}`, count]))).toEqual(counts);
        });
      book.stop();
    }),
    { numRuns: 25, seed: 20261201 },
  );
});

test('an answer as of a day says what has changed since: late, moved in, moved out, withdrawn', async () => {
  const store = createMemoryStore();
  const on = (day: number, ...facts: NewFact[]) =>
    store.log.append(apart(...facts.map((fact) => ({ ...fact, at: MONDAY + day * 24 * HOUR }) as NewFact)));
  const water = { category: 'livelihood/water' };
  await on(0, reported('a'), reported('b'), reported('c', water), imported(past('x', water), past('y', water)));
  await on(1, triaged('a', 2, water.category), triaged('c', 2, 'public-security/theft'), reported('d', water));
  await on(1, { kind: 'incidents.withdrawn', from: 4, incidents: [past('x', water)] } as never);
  const { ask } = bookOf(store);
  const found = await ask({ ...water, asOf: '2026-01-05' });
  expect(found).toMatchObject({
    counted: 3,
    restated: { then: 3, now: 3, late: 1, movedIn: 1, movedOut: 1, withdrawn: 1 },
  });
  expect(await ask({ asOf: '2026-01-01' })).toBeNull();
});

test('splits by any two, and says times by nearest rank with how many have none', async () => {
  const store = createMemoryStore();
  const at = (id: string, minutes: number | null, more: object = {}) =>
    past(id, {
      sourceRef: id,
      reportedAt: MONDAY,
      times: {
        received: MONDAY,
        ...(minutes !== null && { resolved: MONDAY + minutes * 60_000 }),
        closed: MONDAY + HOUR,
      },
      ...more,
    });
  await store.log.append(
    apart(imported(at('a', 10), at('b', 20), at('c', 30), at('d', null), at('e', 50, { priority: 1 }))),
  );
  const { ask } = bookOf(store);
  const found = await ask({ by: 'priority,hour', measure: 'resolved' });
  expect(found!.rows).toEqual([
    expect.objectContaining({ of: [1, 8], count: 1, times: { of: 1, without: 0, p50: 3000, p90: 3000 } }),
    expect.objectContaining({ of: [4, 8], count: 4, times: { of: 3, without: 1, p50: 1200, p90: 1800 } }),
  ]);
});

test('does not tell who does not work on cases of fewer than five that may be of a home, nor a total from which they follow', async () => {
  const store = createMemoryStore();
  const burglaries = ['a', 'b', 'c'].map((id) => reported(id));
  const thefts = ['d', 'e'].map((id) => reported(id, { category: 'public-security/theft' }));
  await store.log.append(apart(...burglaries, ...thefts));
  const { ask } = bookOf(store);
  const found = await ask({ by: 'category' }, false, ['public-security/burglary']);
  expect(found).toMatchObject({
    counted: null,
    rows: [
      { of: ['public-security/burglary'], count: null },
      { of: ['public-security/theft'], count: 2 },
    ],
  });
  expect(await ask({ by: 'category' }, true, ['public-security/burglary'])).toMatchObject({ counted: 5 });
});

test('goes on in its file where it was, and is made anew for another log and from a file that is none', async () => {
  const file = join(temporaryFolder(), 'cases.duckdb');
  const store = createMemoryStore();
  await store.log.append(apart(reported('a'), reported('b')));
  const first = bookOf(store, file);
  expect(await first.ask({})).toMatchObject({ counted: 2 });
  first.book.stop();
  const read: number[] = [];
  const log = {
    place: () => store.log.place(),
    read: (after: Seq, limit: number) => (read.push(after), store.log.read(after, limit)),
  };
  const second = bookOf({ ...store, log: log as never }, file);
  expect(await second.ask({})).toMatchObject({ counted: 2 });
  expect(read[0]).toBe(2);
  second.book.stop();
  const other = createMemoryStore();
  await other.log.append(apart(reported('z')));
  const third = bookOf(
    { ...other, log: { ...other.log, place: () => ({ ...other.log.place(), epoch: 'another' }) } as never },
    file,
  );
  expect(await third.ask({})).toMatchObject({ counted: 1 });
  third.book.stop();
  const { writeFileSync } = await import('node:fs');
  writeFileSync(file, 'no database at all');
  expect(await bookOf(store, file).ask({})).toMatchObject({ counted: 2 });
});

test('catching up that takes too long is ended with how far it came, and asking again comes further', async () => {
  const store = createMemoryStore();
  await store.log.append(apart(...Array.from({ length: 120 }, (_, i) => reported(`r${i}`))));
  let isOver = true;
  const clock = {
    ...realClock,
    after: (ms: number, run: () => void) => (isOver ? (run(), () => {}) : realClock.after(ms, run)),
  };
  const slow = { ...store.log, read: async (...asked: Parameters<typeof store.log.read>) => store.log.read(...asked) };
  const book = createCaseBook({ file: undefined, log: slow, incidents: store.incidents, hours, hourShift: 0, clock });
  onTestFinished(book.stop);
  await expect(book.ask('ann', 1, async () => {})).rejects.toMatchObject({ name: 'TookTooLong', upto: 0, of: 120 });
  isOver = false;
  const counted = await book.ask('ann', 60_000, async (table, signal) =>
    table.ask('SELECT count(*) FROM version WHERE to_seq IS NULL', [], signal),
  );
  expect(counted).toEqual([[120]]);
});

test('a log that is exchanged while it is read is read anew, and nothing of the one before is told', async () => {
  const [before, after] = [createMemoryStore(), createMemoryStore()];
  await before.log.append(apart(reported('a'), reported('b')));
  await after.log.append(apart(reported('z')));
  let now = before;
  const log = {
    place: () => ({ ...now.log.place(), epoch: (now === before ? 'first' : 'second') as never }),
    async read(...asked: Parameters<typeof before.log.read>) {
      const facts = await now.log.read(...asked);
      now = after;
      return facts;
    },
  };
  expect(await bookOf({ ...before, log: log as never }).ask({})).toMatchObject({ counted: 1 });
});

test('a question that takes too long is ended, and the next one is answered', async () => {
  const store = createMemoryStore();
  await store.log.append(apart(reported('a')));
  const { book, ask } = bookOf(store);
  const long = book.ask('ann', 300, (table, signal) =>
    table.ask('SELECT count(*) FROM range(100000000) a, range(100000) b WHERE a.range * b.range % 7 = 3', [], signal),
  );
  await expect(long).rejects.toThrow(TookTooLong);
  expect(await ask({})).toMatchObject({ counted: 1 });
});
