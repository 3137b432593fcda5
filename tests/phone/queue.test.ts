import { describe, expect, test } from 'vitest';
import type { Action } from '#client/phone/queue/action.ts';
import { afterOutcome, drop, nextStep, revAhead, tryAgain, type Queue } from '#client/phone/queue/queue.ts';
import { bodyWithPhotos } from '#client/phone/queue/send-step.ts';
import { photo, photoId, tap } from './tap.ts';

const queueOf = (...taps: ReturnType<typeof tap>[]): Queue => taps.map((one, index) => ({ ...one, order: index + 1 }));
const refused = (rev?: number) =>
  ({ is: 'refused', refusal: { status: 409, title: '', ...(rev !== undefined && { rev }) } }) as const;
const next = (queue: Queue) => nextStep(queue)?.action.id;
const find = (queue: Queue, id: string) => queue.find((action) => action.id === id) as Action;

describe('the queue', () => {
  test('sends the taps in their order', () => {
    const queue = queueOf(tap('a'), tap('b'));
    expect(next(queue)).toBe('a');
    expect(next(afterOutcome(queue, 'a', { is: 'kept', seq: 1 }))).toBe('b');
    expect(nextStep([])).toBeNull();
  });

  test('sends the same again when the answer was lost, or when it must be known who asks', () => {
    const queue = queueOf(tap('a'), tap('b'));
    for (const is of ['lost', 'signed-out', 'locked'] as const) expect(afterOutcome(queue, 'a', { is })).toBe(queue);
  });

  test('holds up only what concerns the same when something is refused', () => {
    const queue = queueOf(tap('a'), tap('b'), tap('c', { about: 'incident/i2' }));
    const after = afterOutcome(queue, 'a', refused());
    expect(next(after)).toBe('c');
    expect(nextStep(afterOutcome(after, 'c', { is: 'kept', seq: 1 }))).toBeNull();
  });

  test('goes on with what follows when the refused is dropped', () => {
    const queue = afterOutcome(queueOf(tap('a'), tap('b')), 'a', refused());
    expect(next(drop(queue, 'a'))).toBe('b');
  });

  test('lets a call for help pass everything, also what is held up', () => {
    const queue = afterOutcome(queueOf(tap('a'), tap('b'), tap('help', { urgent: true })), 'a', refused());
    expect(next(queue)).toBe('help');
  });

  test('sends the photos of a tap before it, each once', () => {
    const photos = [
      { at: '/answers/0/photo', jpeg: photo('x') },
      { at: '/answers/1/photo', jpeg: photo('y') },
    ];
    let queue = queueOf(tap('visit', { photos, body: { answers: [{ item: 'exits' }, { item: 'lamps' }] } }));
    expect(nextStep(queue)).toMatchObject({ send: 'photo', part: 0 });
    queue = afterOutcome(queue, 'visit', { is: 'photo-kept', part: 0, id: photoId('x') });
    expect(nextStep(queue)).toMatchObject({ send: 'photo', part: 1 });
    queue = afterOutcome(queue, 'visit', { is: 'photo-kept', part: 1, id: photoId('y') });
    expect(nextStep(queue)).toMatchObject({ send: 'command' });
    expect(bodyWithPhotos(queue[0]!)).toEqual({
      answers: [
        { item: 'exits', photo: photoId('x') },
        { item: 'lamps', photo: photoId('y') },
      ],
    });
  });
});

describe('the revision that a tap is judged by', () => {
  const chain = () =>
    queueOf(tap('a', { ifMatch: 5 }), tap('b', { ifMatch: 6 }), tap('c', { about: 'danger/d', ifMatch: 6 }));

  test('counts the own taps ahead of it', () => {
    expect(revAhead(queueOf(tap('a'), tap('b'), tap('c', { about: 'danger/d' })), 'incident/i1', 5)).toBe(7);
  });

  test('moves to where the thing is when the person tries again, for what follows too', () => {
    const queue = tryAgain(afterOutcome(chain(), 'a', refused(8)), 'a');
    expect(find(queue, 'a')).toMatchObject({ ifMatch: 8 });
    expect(find(queue, 'a').refusal).toBeUndefined();
    expect(find(queue, 'b').ifMatch).toBe(9);
    expect(find(queue, 'c').ifMatch).toBe(6);
  });

  test('moves back for what follows when a tap is dropped', () => {
    const queue = drop(afterOutcome(chain(), 'a', refused(8)), 'a');
    expect(find(queue, 'b').ifMatch).toBe(5);
    expect(find(queue, 'c').ifMatch).toBe(6);
  });
});
