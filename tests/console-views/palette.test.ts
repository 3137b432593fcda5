import { cleanup, fireEvent } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeAll, expect, test } from 'vitest';
import Palette from '#client/console/Palette.svelte';
import { english } from '#client/words/console/en/console.ts';
import { madeIncident } from '#client/gallery/made-board.ts';
import { seededRandom } from '#data/kit/random.ts';
import { giveRoom } from '../client/room.ts';
import type { TestClock } from '../support/test-clock.ts';
import { madeDesk, now, refusal, type Answers } from './made-desk.ts';

beforeAll(() => {
  giveRoom(800, 600);
  // jsdom has nothing to scroll.
  Element.prototype.scrollIntoView = () => {};
});
afterEach(cleanup);
const closed = { ...madeIncident(1, now, seededRandom('old')), number: 'XN21-4711', state: 'closed' as const };

async function open(answers: Answers = {}) {
  const desk = madeDesk({}, answers);
  desk.show(Palette, { close: () => {} });
  await new Promise((done) => setTimeout(done));
  const input = document.querySelector<HTMLInputElement>('.palette-input')!;
  const type = async (value: string) => {
    await fireEvent.input(input, { target: { value } });
    (desk.context.clock as TestClock).advance(500);
    await new Promise((done) => setTimeout(done, 20));
    flushSync();
  };
  const lines = () => [...document.querySelectorAll('.palette-item')].map(({ textContent }) => textContent!.trim());
  return { ...desk, type, lines };
}

test('a case number finds a case that has long been closed, by asking the server', async () => {
  const desk = await open({ '/incidents?number=4711&limit=8': { items: [closed], next: null } });
  await desk.type('4711');
  expect(desk.lines()).toEqual([expect.stringMatching(/^Open XN21-4711 · .* · Closed$/)]);
  await fireEvent.click(document.querySelector('.palette-item')!);
  await new Promise((done) => requestAnimationFrame(done));
  expect(desk.went).toEqual([{ view: 'queue', incident: closed.id, beside: null }]);
});

test('words ask the server nothing, and what it refuses is no line', async () => {
  const desk = await open({ '/incidents?number=12&limit=8': refusal(403) });
  await desk.type('lock');
  expect(desk.asked).toEqual([]);
  await desk.type('12');
  expect(desk.asked).toEqual(['/incidents?number=12&limit=8']);
  expect(desk.lines()).toEqual([]);
});

test('only what contains every word that is typed is offered, and nothing found says so', async () => {
  const desk = await open();
  const case13 = { id: 'open zzzz-qq-1', title: 'Open XN26-13234 · Theft', group: 'Cases', run: () => {} };
  desk.context.offers.register(() => [
    case13,
    { id: 'theme', title: 'Light and dark', group: 'Page', run: () => {} },
    { id: 'zoom', title: 'Zap zebras zestfully, quick quiz', group: 'Page', run: () => {} },
  ]);
  flushSync();
  await desk.type('dark light');
  expect(desk.lines()).toEqual(['Light and dark']);
  await desk.type('THEFT');
  expect(desk.lines()).toEqual(['Open XN26-13234 · Theft']);
  await desk.type('zzzzqq');
  expect(desk.lines()).toEqual([]);
  expect(document.querySelector('.palette-none')?.textContent).toBe(english.palette.none);
});
