import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Actor } from '#data/contract/actor.ts';
import type { Board } from '#data/contract/board.ts';
import { desk as theDesk } from '#data/contract/commands/command.ts';
import type { Role } from '#data/contract/person.ts';
import { accepted, refused } from '#data/kit/result.ts';
import { makeDanger } from '../support/make-rows.ts';
import { makePack } from '../support/pack.ts';
import { createTestClock } from '../support/test-clock.ts';
import type * as DangerCommands from '#data/contract/commands/danger.ts';
import type * as DecideDanger from '#data/rules/decide-danger.ts';
import { filesIn, places } from './page.ts';
import { takeBack, writeInto, written } from './written.ts';

const probe = { body: z.strictObject({ depth: z.number().positive() }), may: theDesk };
type Command = { name: string; body: { depth: number } };

beforeAll(() => {
  takeBack();
  writeInto<typeof DangerCommands>('data/contract/commands/danger.ts', (as) => ({
    dangerCommands: { ...as.dangerCommands, probe },
  }));
  writeInto<typeof DecideDanger>('data/rules/decide-danger.ts', (as) => ({
    dangerCommandsFor: (row: never) => [...as.dangerCommandsFor(row), 'probe'],
    decideDanger(row: { id: string; rev: number }, command: Command, ...more: [never]) {
      if (command.name !== 'probe') return as.decideDanger(row as never, command as never, ...more);
      if (command.body.depth > 9) return refused({ why: 'state' });
      return accepted([{ kind: 'danger.rectifying', danger: row.id, rev: row.rev + 1 }]);
    },
  }));
});
afterAll(takeBack);

const actor: Actor = { kind: 'person', id: 'ann' };

async function openDesk(role: Role = 'supervisor') {
  const { createDesk } = await import('#server/desk/desk.ts');
  const { createMemoryStore } = await import('../support/memory-store/store.ts');
  const { foldBoard } = await import('#data/fold/fold.ts');
  const { emptyBoard } = await import('#data/contract/board.ts');
  const { mayOf } = await import('#data/rules/rights.ts');
  const store = createMemoryStore();
  const clock = createTestClock();
  let board: Board = emptyBoard;
  let seq = store.log.place().seq;
  store.log.follow((chained) => {
    const facts = chained.map(({ fact }) => fact);
    board = foldBoard(board, facts);
    seq = facts.at(-1)!.seq;
  });
  const {
    rev: _rev,
    state: _state,
    since: _since,
    found: _found,
    exercise: _exercise,
    ...danger
  } = makeDanger({ id: 'd1' });
  await store.log.append([{ facts: [{ kind: 'danger.found', at: clock.now(), danger }] }]);
  const { give } = createDesk({
    log: store.log,
    clock,
    pack: makePack(),
    board: () => board,
    seq: () => seq,
    reached: async () => {},
    incidents: store.incidents,
    records: store.records,
    person: () => ({ role, left: false }),
    photoIsKept: async () => true,
  });
  return (body: unknown, how: { ifMatch?: number; idempotencyKey?: string } = {}) =>
    give({
      kind: 'danger',
      id: 'd1',
      name: 'probe',
      body,
      actor,
      how: { ...how, right: (_, name) => (mayOf({ role }, 'danger', name) === 'all' ? 'given' : 'missing') },
    });
}

test('is written where the page says', () => {
  const named = places['A command']!.flatMap(filesIn);
  for (const path of written) expect(named).toContain(path);
});

test('a made-up command is given in the one order: key, right, body, revision, rule', async () => {
  const give = await openDesk();
  expect(await give({ depth: 2, colour: 'red' })).toMatchObject({
    refusal: { status: 422, errors: [{ pointer: '/colour' }] },
  });
  expect(await give({ depth: 2 }, { ifMatch: 7 })).toMatchObject({ refusal: { status: 409, why: 'stale', rev: 1 } });
  expect(await give({ depth: 20 })).toMatchObject({ refusal: { status: 409, allowed: ['order', 'probe'] } });
  const first = await give({ depth: 2 }, { ifMatch: 1, idempotencyKey: 'k' });
  expect(first).toMatchObject({ ok: true, value: { id: 'd1', rev: 2 } });
  expect(await give({ depth: 2 }, { ifMatch: 1, idempotencyKey: 'k' })).toEqual(first);
  expect(await (await openDesk('officer'))({ depth: 2 })).toMatchObject({ refusal: { status: 403 } });
});

test('and has its address, its operation and its typed call without another word', async () => {
  const { commandDanger } = await import('#data/contract/routes/grid.ts');
  const { pathsOf } = await import('#server/http/openapi/openapi.ts');
  const paths = pathsOf([commandDanger]) as Record<string, { post?: object }>;
  expect(paths['/api/v1/dangers/{id}/probe']?.post).toMatchObject({
    summary: 'probe: a command to a hidden danger',
    requestBody: { content: { 'application/json': { schema: probe.body } } },
    'x-who': ['supervisor', 'admin'],
  });
});
