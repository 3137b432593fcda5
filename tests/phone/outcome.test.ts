import { describe, expect, test } from 'vitest';
import type { Step } from '#client/phone/queue/queue.ts';
import { outcomeOf } from '#client/phone/queue/outcome.ts';
import { photo, tap } from './tap.ts';

const command: Step = { send: 'command', action: { ...tap('a'), order: 1 } };
const withPhoto: Step = {
  send: 'photo',
  part: 0,
  action: { ...tap('a', { photos: [{ at: '/photo', jpeg: photo('x') }] }), order: 1 },
};
const of = (status: number, body: unknown = {}, retryAfter: string | null = null) =>
  outcomeOf(command, status, body, retryAfter);

describe('an answer', () => {
  test('with its place in the log says that it was done', () => {
    expect(of(200, { seq: 7, id: 'i1', rev: 3 })).toEqual({ is: 'kept', seq: 7, rev: 3 });
    expect(of(201, { seq: 8, id: 'd1' })).toEqual({ is: 'kept', seq: 8 });
    expect(of(201, { seq: 9, id: 'i2', number: 'XX26-9' })).toEqual({ is: 'kept', seq: 9, number: 'XX26-9' });
  });

  test('of something on the way that is not our server says nothing, whatever its status', () => {
    for (const status of [200, 403, 404, 511]) expect(of(status, null)).toEqual({ is: 'lost' });
    expect(of(200, { hello: 'from the café' })).toEqual({ is: 'lost' });
    expect(outcomeOf(withPhoto, 200, {}, null)).toEqual({ is: 'lost' });
  });

  test('names the photo that it kept', () => {
    expect(outcomeOf(withPhoto, 201, { id: 'ab' }, null)).toEqual({ is: 'photo-kept', part: 0, id: 'ab' });
  });

  test('of a server in trouble is waited out, for as long as it asks for', () => {
    for (const status of [408, 425, 429, 500, 502, 503, 504]) expect(of(status)).toEqual({ is: 'lost' });
    expect(of(503, {}, '4')).toEqual({ is: 'lost', retryMs: 4000 });
    expect(of(503, {}, 'Wed, 21 Oct 2026 07:28:00 GMT')).toEqual({ is: 'lost' });
  });

  test('that wants to know who asks keeps the queue', () => {
    expect(of(401)).toEqual({ is: 'signed-out' });
    expect(of(403, { why: 'locked' })).toEqual({ is: 'locked' });
    expect(of(403, { why: 'enrol' })).toEqual({ is: 'locked' });
  });

  test('that refuses carries what the choice needs', () => {
    const body = { status: 409, why: 'stale', detail: 'moved on', rev: 9, state: 'onscene', allowed: ['resolve'] };
    const { status, ...said } = body;
    expect(of(409, body)).toEqual({ is: 'refused', refusal: { status, title: '', ...said } });
    for (const status of [400, 403, 404, 413, 415, 422])
      expect(of(status)).toEqual({ is: 'refused', refusal: { status, title: '' } });
  });
});
