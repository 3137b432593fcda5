import { readFile } from 'node:fs';
import { expect, test } from 'vitest';
import { realClock } from '#server/real-clock.ts';

test('what is due at once runs after the call and before any timer, unless it is stopped', async () => {
  const ran: string[] = [];
  await new Promise<void>((done) => {
    // A callback of a file: the one place where the order of what follows is fixed.
    readFile(import.meta.filename, () => {
      realClock.after(1, () => (ran.push('timer'), done()));
      realClock.after(0, () => ran.push('at once'));
      realClock.after(-5, () => ran.push('overdue'));
      realClock.after(0, () => ran.push('stopped'))();
      ran.push('called');
    });
  });
  expect(ran).toEqual(['called', 'at once', 'overdue', 'timer']);
});
