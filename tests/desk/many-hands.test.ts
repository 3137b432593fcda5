import { expect, test } from 'vitest';
import type { IncidentCommandName } from '#data/contract/commands/incident.ts';
import type { Seq } from '#data/contract/ids.ts';
import { emptyBoard } from '#data/contract/board.ts';
import { foldBoard } from '#data/fold/fold.ts';
import { seededRandom } from '#data/kit/random.ts';
import { type Hand, openHttpDay } from './http-day.ts';
import { expectOneTruth } from './truth.ts';

test('a thousand conflicting commands of several people at once leave one truth: log, board and index agree, and every revision has one winner', async () => {
  const day = await openHttpDay();
  const units = ['u1', 'u2', 'u3'];
  await day.addUnits(...units);
  const ids: string[] = [];
  for (let i = 0; i < 6; i++) ids.push(await day.report({ id: `i${i}` }));
  const people: Hand[] = [];
  for (let i = 0; i < 4; i++) people.push(await day.as());
  for (const id of ids) await people[0]!.post(`incidents/${id}/triage`, {});

  const random = seededRandom('many hands');
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
  const usual = ['assign', 'assign', 'unassign', 'arrive', 'resolve', 'verify', 'reopen', 'note'] as const;
  const exits = ['cancel', 'merge', 'close', 'refer'] as const;
  const bodyOf = (name: IncidentCommandName) => {
    if (['assign', 'unassign', 'arrive'].includes(name)) return { unit: pick(units) };
    if (name === 'merge') return { into: pick(ids) };
    if (name === 'refer') return { to: 'Water company' };
    if (name === 'note') return { text: 'called back' };
    return { reason: 'x' };
  };
  const answers = await Promise.all(
    Array.from({ length: 1000 }, (_, i) => {
      const name = i > 900 && random() < 0.5 ? pick(exits) : pick(usual);
      const id = pick(ids);
      const seen = random() < 0.3 ? { 'if-match': `"${2 + Math.floor(random() * 40)}"` } : {};
      return pick(people)
        .post(`incidents/${id}/${name}`, bodyOf(name), { ...seen, 'idempotency-key': `k${i}` })
        .then((answer) => ({ ...answer, id }));
    }),
  );

  expect([...new Set(answers.map(({ status }) => status))].filter((s) => ![200, 409, 422].includes(s))).toEqual([]);
  const facts = (await day.app.store.log.read(0 as Seq, 10_000)).map(({ fact }) => fact);
  const folded = foldBoard(emptyBoard, facts);
  for (const id of ids) {
    const row = await day.app.store.incidents.get(id);
    const told = answers.filter((answer) => answer.status === 200 && answer.id === id);
    const bySeq = new Map(told.map(({ body }) => [Number(body['seq']), Number(body['rev'])]));
    expect(bySeq.size).toBe(told.length);
    const revisions = expectOneTruth(facts, id, bySeq, 2);
    // The index and the board say the same.
    expect(row?.rev).toBe(revisions);
    expect(day.app.board().incidents.get(row!.id)).toEqual(folded.incidents.get(row!.id));
    if (folded.incidents.has(row!.id)) expect(row).toEqual(folded.incidents.get(row!.id));
  }
  const sent = [...folded.incidents.values()].flatMap(({ id, assignments }) =>
    assignments.map((a) => `${a.unit} ${id}`),
  );
  const busy = [...folded.units.values()].flatMap(({ id, incident }) => (incident ? [`${id} ${incident}`] : []));
  expect(busy.toSorted()).toEqual(sent.toSorted());
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(100);
});

test('one unit wanted for a hundred incidents by four people goes to one of them', async () => {
  const day = await openHttpDay();
  await day.addUnits('u1');
  const people = [await day.as(), await day.as(), await day.as(), await day.as()];
  const ids: string[] = [];
  for (let i = 0; i < 100; i++) ids.push(await day.report({ id: `i${i}` }));
  await Promise.all(ids.map((id) => people[0]!.post(`incidents/${id}/triage`, {})));
  const answers = await Promise.all(
    ids.map((id, i) => people[i % 4]!.post(`incidents/${id}/assign`, { unit: 'u1' }, { 'if-match': '"2"' })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status, body }) => status === 409 && body['why'] === 'unit-busy')).toHaveLength(99);
});

test('of a hundred who saw the same revision, one changes it', async () => {
  const day = await openHttpDay();
  const id = await day.report();
  const people = [await day.as(), await day.as()];
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, i) =>
      people[i % 2]!.post(`incidents/${id}/note`, { text: `n${i}` }, { 'if-match': '"1"' }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ body }) => body['why'] === 'stale')).toHaveLength(99);
});
