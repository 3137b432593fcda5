import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Actor } from '#data/contract/actor.ts';
import { type Board, emptyBoard } from '#data/contract/board.ts';
import type { Fact, LoggedFact, NewFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { Clock } from '#data/kit/clock.ts';
import { foldBoard } from '#data/fold/fold.ts';
import { createDesk } from '#server/desk/desk.ts';
import type { Store } from '#server/store/store.ts';
import { openSqliteStore } from '#server/store/sqlite/open.ts';
import { handsAt } from './hands.ts';
import { incidentId, makeIncident, unitId } from './make-rows.ts';
import { makePack } from './pack.ts';
import { temporaryFolder } from './store-file.ts';
import { createTestClock, type TestClock } from './test-clock.ts';

/** A desk over a real store, with the board folded from its log. */
export type DeskDay = {
  desk: ReturnType<typeof handsAt>;
  store: Store;
  clock: TestClock;
  board(): Board;
  /** How far into the log the board has come. */
  seq(): Seq;
  keep(facts: readonly Fact[], exercise?: boolean): Promise<void>;
  report(over?: Parameters<typeof makeIncident>[0], exercise?: boolean): Promise<Incident['id']>;
  addUnits(...ids: string[]): Promise<void>;
  /** Everything in the log, oldest first. */
  facts(): Promise<LoggedFact[]>;
  /** The same day on the same file, after a restart. */
  restart(): Promise<DeskDay>;
};

const hotline: Actor = { kind: 'source', id: 'hotline' };

export async function openDeskDay(folder = temporaryFolder(), clock = createTestClock()): Promise<DeskDay> {
  const store = await openSqliteStore({ file: join(folder, 'watchfloor.db'), hourShift: 0 });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await store.close();
    isOpen = false;
  };
  onTestFinished(close);

  const facts = async () => (await store.log.read(0 as Seq, 100_000)).map(({ fact }) => fact);
  const before = await facts();
  let board = foldBoard(emptyBoard, before);
  let seq = before.length as Seq;
  store.log.follow((chained) => {
    seq = chained.at(-1)!.fact.seq;
    board = foldBoard(
      board,
      chained.map(({ fact }) => fact),
    );
  });
  const pack = makePack();
  const desk = createDesk({
    log: store.log,
    incidents: store.incidents,
    records: store.records,
    board: () => board,
    seq: () => seq,
    reached: async () => {},
    clock: clock as Clock,
    pack,
    person: () => ({ role: 'officer', left: false }),
    photoIsKept: async () => false,
  });

  const keep: DeskDay['keep'] = async (news, exercise = false) => {
    const stamp = { at: clock.now(), by: hotline, ...(exercise && { exercise: true as const }) };
    await store.log.append([{ facts: news.map((fact): NewFact => ({ ...fact, ...stamp })) }]);
  };
  return {
    desk: handsAt(desk.give),
    store,
    clock,
    keep,
    facts,
    board: () => board,
    seq: () => seq,
    async report(over = {}, exercise) {
      const now = clock.now();
      const made = makeIncident({ reportedAt: now, times: { received: now }, ...over });
      const { number: _n, rev: _r, state: _s, assignments: _a, exercise: _e, ...incident } = made;
      await keep([{ kind: 'incident.reported', series: 'TT26', incident }], exercise);
      return incidentId(incident.id);
    },
    addUnits: (...ids) =>
      keep(ids.map((id) => ({ kind: 'unit.registered', unit: { id: unitId(id), service: 'police' } }))),
    async restart() {
      await close();
      return openDeskDay(folder, clock);
    },
  };
}
