import { expect, test } from 'vitest';
import { createTurns } from '#data/kit/turns.ts';

const later = () => new Promise((resolve) => setTimeout(resolve, 1));

test('work on the same thing is done one after the other in the order it was asked for, other work meanwhile', async () => {
  const turns = createTurns();
  const done: string[] = [];
  const work = (name: string, waits: number) => async () => {
    done.push(`${name} begins`);
    for (let i = 0; i < waits; i++) await later();
    done.push(`${name} ends`);
  };
  await Promise.all([
    turns(['a'], work('first', 5)),
    turns(['b', 'a'], work('second', 1)),
    turns(['c'], work('other', 0)),
  ]);
  expect(done).toEqual(['first begins', 'other begins', 'other ends', 'first ends', 'second begins', 'second ends']);
});

test('two that want the same two things in opposite order do not wait for each other', async () => {
  const turns = createTurns();
  const both = [turns(['a', 'b'], later), turns(['b', 'a'], later)];
  await expect(Promise.all(both)).resolves.toHaveLength(2);
});

test('one that fails tells its own caller, and the next has its turn', async () => {
  const turns = createTurns();
  const broken = turns(['a'], () => Promise.reject(new Error('disk full')));
  const next = turns(['a'], async () => 'done');
  await expect(broken).rejects.toThrow('disk full');
  await expect(next).resolves.toBe('done');
});
