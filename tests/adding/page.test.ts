import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { filesIn, places, wholePage } from './page.ts';

const root = new URL('../../', import.meta.url);

test('every file that the page names is there', () => {
  const named = filesIn(wholePage);
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
});

test('the page says of every kind of thing where it is written', () => {
  expect(Object.keys(places)).toEqual([
    'A fact',
    'A command',
    'A route',
    'A board table',
    'A view of the console',
    'A console action',
    'A panel',
    'A scene',
    'An alarm',
    'A channel',
    'A role or a right',
  ]);
  for (const [thing, list] of Object.entries(places)) expect(list.length, thing).toBeGreaterThan(0);
});

/** How many places a thing may take: one more, and the house needs mending before the thing. */
const most = {
  'A fact': 5,
  'A command': 4,
  'A route': 2,
  'A board table': 3,
  'A view of the console': 4,
  'A console action': 2,
  'A panel': 4,
  'A scene': 3,
  'An alarm': 7,
  'A channel': 4,
  'A role or a right': 6,
};

test.each(Object.entries(most))('%s is written in at most %i places, each with its file', (thing, atMost) => {
  expect(places[thing]!.length).toBeLessThanOrEqual(atMost);
  for (const place of places[thing]!) expect(filesIn(place).length, place).toBeGreaterThan(0);
});
