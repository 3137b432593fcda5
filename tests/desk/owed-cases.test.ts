import { describe, expect, test } from 'vitest';
import type { ReportOutcome } from '#data/contract/api.ts';
import type { SourceName } from '#data/contract/ids.ts';
import type { ToldCase } from '#data/contract/told-case.ts';
import { makeReport } from '../support/report.ts';
import { openHttpDay, type HttpDay } from './http-day.ts';

type Owed = Extract<ReportOutcome, { id: string }> & { key: string };

async function reported(day: HttpDay, sourceRef: string, over: object = {}): Promise<Owed> {
  const sender = { source: 'hotline' as SourceName, exercise: false, answer: 'owed' as const };
  const [outcome] = await day.app.intake.report(sender, [makeReport({ sourceRef, ...over })]);
  return outcome as Owed;
}

/** As a resident's page asks. */
function resident({ app }: HttpDay) {
  const asked = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`${app.url}/api/v1/cases/${path}`, init);
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as ToldCase };
  };
  return {
    read: (number: string, key: string) => asked(`${number}?key=${encodeURIComponent(key)}`),
    say: (number: string, body: object) =>
      asked(`${number}/word`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}

async function worked(day: HttpDay, id: string): Promise<void> {
  const [ann, bob] = [await day.as(), await day.as()];
  for (const [hand, command] of [
    [ann, 'triage'],
    [ann, 'resolve'],
    [bob, 'verify'],
  ] as const)
    expect((await hand.post(`incidents/${id}/${command}`, {})).status).toBe(200);
}

const steps = ({ body }: { body: ToldCase }) => body.steps.map(({ step }) => step);

describe('whoever reported through a channel that owes an answer', () => {
  test('reads with the key that came with the answer what has happened, and says what they think', async () => {
    const day = await openHttpDay();
    const { read, say } = resident(day);
    const { id, number, key } = await reported(day, 'a1', { contact: { name: 'Ma', phone: '139' } });
    const first = await read(number, key);
    expect(first).toMatchObject({ status: 200, body: { number, state: 'received', closed: false, may: ['word'] } });
    expect(first.headers.get('cache-control')).toBe('private, no-store');
    await worked(day, id);
    const ann = await day.as();
    expect((await ann.post(`incidents/${id}/close`, {})).body).toMatchObject({ status: 409, why: 'reply-owed' });
    expect((await ann.post(`incidents/${id}/reply`, { outcome: 'done', text: 'The lamp is new.' })).status).toBe(200);
    await ann.post(`incidents/${id}/close`, { reason: 'no answer on the telephone' });
    const told = await read(number, key);
    expect(told.body).toMatchObject({
      state: 'done',
      closed: true,
      reply: { text: 'The lamp is new.' },
      may: ['rate', 'reopen', 'word'],
    });
    expect(told.body.promised).toBeUndefined();
    expect(steps(told)).toEqual(['received', 'accepted', 'worked-on', 'told', 'closed']);
    const rated = await say(number, { key, stars: 1, text: 'still dark' });
    expect(rated).toMatchObject({ status: 200, body: { state: 'under-way', closed: false } });
    expect(steps(rated)).toEqual([
      ...['received', 'accepted', 'worked-on', 'told', 'closed'],
      ...['rated', 'came-back'],
    ]);
    expect(rated.body.steps.at(-2)).toMatchObject({ rating: { stars: 1, satisfied: false }, text: 'still dark' });
    expect(day.app.board().incidents.get(id)).toMatchObject({ state: 'triaged', owed: { returns: 1 } });
  });

  test('and nobody else: a wrong key, another number, and a case that owes nothing are all unknown', async () => {
    const day = await openHttpDay();
    const { read, say } = resident(day);
    const [one, two] = [await reported(day, 'a1'), await reported(day, 'a2')];
    const sender = { source: 'hotline' as SourceName, exercise: false };
    const [plain] = await day.app.intake.report(sender, [makeReport({ sourceRef: 'a3' })]);
    expect(plain).not.toHaveProperty('key');
    for (const [number, key] of [
      [one.number, two.key],
      [one.number, 'x'],
      ['TT26-99999', one.key],
      [(plain as Owed).number, one.key],
    ] as const) {
      expect((await read(number, key)).status).toBe(404);
      expect((await say(number, { key, text: 'hello' })).status).toBe(404);
    }
    expect((await read(one.number, '')).status).toBe(422);
    expect((await read(one.number, one.key)).status).toBe(200);
  });

  test('sends the same word twice and says it once; an empty one names what is missing', async () => {
    const day = await openHttpDay();
    const { say } = resident(day);
    const { number, key } = await reported(day, 'a1');
    const word = { key, ref: '0d3f4f0e-6f0a-4d38-8b2c-6d35b1f7a001', text: 'on the second floor' };
    await say(number, word);
    expect(steps(await say(number, word))).toEqual(['received', 'said']);
    expect((await say(number, { key })).body).toMatchObject({ status: 422, errors: [{ pointer: '/text' }] });
    expect((await say(number, { key, satisfied: true })).body).toMatchObject({ status: 409, why: 'state' });
  });

  test('whose report was a duplicate follows the case that stays, and not what its other reporters say', async () => {
    const day = await openHttpDay();
    const { read, say } = resident(day);
    const [one, two] = [await reported(day, 'a1'), await reported(day, 'a2')];
    const ann = await day.as();
    await ann.post(`incidents/${two.id}/merge`, { into: one.id });
    await say(one.number, { key: one.key, text: 'mine alone' });
    await say(two.number, { key: two.key, text: 'and mine' });
    const [a, b] = [await read(one.number, one.key), await read(two.number, two.key)];
    expect([a, b].map(({ body }) => body.steps.flatMap(({ text = [] }) => text))).toEqual([
      ['mine alone'],
      ['and mine'],
    ]);
    expect(b.body.number).toBe(two.number);
    expect(steps(b)).toContain('joined');
  });

  test('gets the same key when the same report comes again, and another installation another', async () => {
    const [day, other] = [await openHttpDay(), await openHttpDay({ secret: 'another' })];
    const first = await reported(day, 'a1');
    expect(await reported(day, 'a1')).toMatchObject({ status: 200, key: first.key });
    expect((await reported(other, 'a1')).key).not.toBe(first.key);
  });

  test('is told nothing of who worked on it', async () => {
    const day = await openHttpDay();
    const { read } = resident(day);
    const { id, number, key } = await reported(day, 'a1', { contact: { name: 'Ma Li', phone: '13912345678' } });
    await day.addUnits('car-7');
    const ann = await day.as();
    await ann.post(`incidents/${id}/triage`, {});
    await ann.post(`incidents/${id}/assign`, { unit: 'car-7', reason: 'inner matter' });
    const text = JSON.stringify((await read(number, key)).body);
    for (const secret of ['car-7', 'inner matter', ann.person.id, ann.person.name, 'Ma Li', '13912345678', id])
      expect(text).not.toContain(secret);
  });
});
