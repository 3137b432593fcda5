import { expect, test } from 'vitest';
import { emptyBoard, type Board } from '#data/contract/board.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { namedDice } from '#server/demo/chance.ts';
import type { Orders } from '#server/demo/orders.ts';
import { createSupervisor } from '#server/demo/players/supervisor.ts';
import { createTempo } from '#server/demo/tempo.ts';
import { makeAlarm } from '../support/make-rows.ts';

const now = Date.UTC(2026, 2, 4, 8);

test('the supervisor answers an alarm whose shelf has ended, and leaves alone one that is still on it', async () => {
  const given: string[] = [];
  const shelved = makeAlarm({ exercise: true, raised: now - HOUR, shelvedUntil: now - MINUTE });
  const board: Board = { ...emptyBoard, alarms: new Map([[shelved.id, shelved]]) };
  const supervisor = createSupervisor({
    board: () => board,
    orders: { alarm: async (_by, id, { name }) => given.push(`${name} ${id}`) > 0 } as Partial<Orders> as Orders,
    dice: namedDice('test'),
    tempo: createTempo(1, 0),
  });

  const onTheShelf = now - 2 * MINUTE;
  expect(supervisor.plan(shelved.id, onTheShelf)).toBeNull();
  await supervisor.act(shelved.id, onTheShelf);
  expect(given).toEqual([]);

  expect(supervisor.plan(shelved.id, now)).toBeGreaterThanOrEqual(now);
  await supervisor.act(shelved.id, now);
  expect(given).toEqual([`acknowledge ${shelved.id}`]);
});
