import { expect, test } from 'vitest';
import type { AlarmsAnswer } from '#data/contract/desk-api.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { createAreas } from '#server/city/areas.ts';
import { alarmHandlers } from '#server/http/areas/alarms.ts';
import { makeAlarm, makeBoard } from '../support/make-rows.ts';
import { makePack } from '../support/pack.ts';

const now = Date.UTC(2026, 2, 4, 8);
const pack = makePack();

test('an alarm whose shelf has ended is listed among those that are not shelved, before any fact says so', async () => {
  const board = makeBoard({
    alarms: [
      makeAlarm({ id: 'held', raised: now - HOUR, shelvedUntil: now + MINUTE }),
      makeAlarm({ id: 'ended', raised: now - HOUR, shelvedUntil: now - 1 }),
      makeAlarm({ id: 'never', raised: now - HOUR }),
    ],
  });
  const parts: Partial<Parameters<typeof alarmHandlers>[0]> = {
    pack,
    areas: createAreas(pack),
    board: () => board,
    clock: { now: () => now, after: () => () => {} },
  };
  const { listAlarms } = alarmHandlers(parts as Required<typeof parts>);
  const ask = listAlarms as (asked: object) => { body: AlarmsAnswer };
  const idsOf = (shelved: boolean) =>
    ask({ query: { shelved, limit: 10 }, caller: { view: { name: 'supervisor' } } })
      .body.items.map(({ id }) => id)
      .sort();

  expect(idsOf(true)).toEqual(['held']);
  expect(idsOf(false)).toEqual(['ended', 'never']);
});
