import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Board } from '#data/contract/board.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { createTestClock } from '../support/test-clock.ts';
import { makePack } from '../support/pack.ts';
import type * as Alarm from '#data/contract/alarm.ts';
import type * as AlarmRules from '#data/rules/alarm-rules.ts';
import type * as AlarmConditions from '#data/rules/alarm-conditions.ts';
import { filesIn, places } from './page.ts';
import { takeBack, writeInto, written } from './written.ts';

let high = true;

beforeAll(() => {
  takeBack();
  writeInto<typeof Alarm>('data/contract/alarm.ts', ({ Alarm, AlarmCondition }) => {
    const condition = z.enum([...AlarmCondition.options, 'tide-high']);
    return { AlarmCondition: condition, Alarm: Alarm.extend({ condition }) };
  });
  writeInto<typeof AlarmRules>('data/rules/alarm-rules.ts', ({ alarmRules }) => ({
    alarmRules: { ...alarmRules, 'tide-high': { ...alarmRules['cell-unstaffed'], onDelay: 2000, offDelay: 0 } },
  }));
  writeInto<typeof AlarmConditions>('data/rules/alarm-conditions.ts', ({ alarmsFor }) => ({
    alarmsFor: (board: Board, now: number, ...more: [never]) => [
      ...alarmsFor(board, now, ...more),
      ...(high ? [{ alarm: tideHigh, since: now, exercise: false }] : []),
    ],
  }));
});
afterAll(takeBack);

const tideHigh = {
  id: 'tide-high:area:d1',
  condition: 'tide-high',
  subject: { kind: 'area', id: 'd1' },
  priority: 2,
  areas: ['d1'],
};

test('is written where the page says', () => {
  const named = places['An alarm']!.flatMap(filesIn);
  for (const path of written) expect(named).toContain(path);
});

test('a made-up condition is raised once it has held for its delay, and cleared when it is over', async () => {
  const { createWatch } = await import('#server/watch/watch.ts');
  const { createMemoryStore } = await import('../support/memory-store/store.ts');
  const { foldBoard } = await import('#data/fold/fold.ts');
  const { emptyBoard } = await import('#data/contract/board.ts');
  const { FeedFact } = await import('#data/contract/feed-fact.ts');
  const clock = createTestClock();
  const { log } = createMemoryStore();
  let [board, seq] = [emptyBoard, 0 as Seq];
  const said: LoggedFact[] = [];
  log.follow((chained) => {
    const facts = chained.map(({ fact }) => fact);
    said.push(...facts);
    board = foldBoard(board, facts);
    seq = facts.at(-1)!.seq;
  });
  const watch = createWatch({
    log,
    board: () => board,
    seq: () => seq,
    clock,
    pack: makePack(),
    lastHeard: () => undefined,
    trouble: (_, error) => {
      throw error;
    },
  });
  await watch.look();
  expect(said).toEqual([]);
  await clock.pass(2000);
  await watch.look();
  expect(said).toMatchObject([{ kind: 'alarm.raised', alarm: { condition: 'tide-high', priority: 2 } }]);
  expect(FeedFact.safeParse(said[0]).success).toBe(true);
  high = false;
  await watch.look();
  expect(said.at(-1)).toMatchObject({ kind: 'alarm.cleared', alarm: tideHigh.id });
  await watch.stop();
});
