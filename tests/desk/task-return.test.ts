import { expect, test } from 'vitest';
import type { Task } from '#data/contract/incident.ts';
import { makePack } from '../support/pack.ts';
import { openHttpDay, west } from './http-day.ts';

const made = makePack();
const [first, second, third] = ['committee', 'water', 'roads'];
const organisations = [first, second, third].map((id) => ({ ...made.organisations[0]!, id: id! }));

test('an organisation hands on what is not its own to whoever is named, and the clock goes on', async () => {
  const day = await openHttpDay({ pack: { ...made, organisations } });
  const boss = await day.as();
  const id = await day.report({ state: 'reported', owed: {} });
  const at = (command: string, body: object, hand = boss) => hand.post(`incidents/${id}/${command}`, body);
  const tasks = async () => (await boss.get(`incidents/${id}`)).body['tasks'] as Task[];
  await at('triage', {});
  const due = Date.now() + 3_600_000;
  expect((await at('link', { organisation: first, due, text: 'the pump' })).status).toBe(200);
  const [task] = await tasks();

  // Never just "not ours": why, and whose it is.
  for (const [body, pointer] of [
    [{ to: second, reason: undefined }, '/reason'],
    [{ to: second, reason: '  ' }, '/reason'],
    [{ reason: 'not ours' }, '/to'],
    [{ to: 'nobody', reason: 'not ours' }, '/to'],
    [{ to: first, reason: 'not ours' }, '/to'],
    [{ to: 7, reason: 'not ours' }, '/to'],
    [{ to: second, reason: 'x'.repeat(501) }, '/reason'],
  ] as const)
    expect([body, (await at('task-return', { task: task!.id, ...body })).body['errors']]).toEqual([
      body,
      expect.arrayContaining([expect.objectContaining({ pointer })]),
    ]);
  expect((await at('task-return', { task: 'none', to: second, reason: 'x' })).body).toMatchObject({
    why: 'task-unknown',
  });

  const theirs = await day.as({ role: 'officer', name: 'Bo', organisation: first as never, area: west[2]! });
  const others = await day.as({ role: 'officer', name: 'Cy', organisation: third as never, area: west[2]! });
  const handOn = { task: task!.id, to: second, reason: 'the pipe is the water company’s' };
  expect((await at('task-return', handOn, others)).status).toBe(403);
  expect((await at('task-return', handOn, theirs)).status).toBe(200);
  const [next] = await tasks();
  expect(next).toMatchObject({
    ...{ organisation: second, lead: true, due, text: 'the pump', state: 'asked', from: first, passed: [first] },
  });
  expect(next!.id).not.toBe(task!.id);
  // Whoever has returned it is not asked again by returning it.
  const back = { task: next!.id, to: first, reason: 'it is theirs' };
  expect((await at('task-return', back)).body).toMatchObject({ status: 422, why: 'returned-before' });
  expect((await at('task-return', { ...back, to: third })).status).toBe(200);
  expect((await tasks())[0]).toMatchObject({ organisation: third, from: second, passed: [first, second], due });
});
