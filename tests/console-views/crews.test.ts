import { cleanup } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { emptyBoard } from '#data/contract/board.ts';
import CrewFilters from '#client/console/crews/CrewFilters.svelte';
import CrewLine from '#client/console/crews/CrewLine.svelte';
import { crewRow, crewTable } from '#client/console/crews/crew-rows.ts';
import QueueFilters from '#client/console/work/QueueFilters.svelte';
import { queueOf } from '#client/console/work/queue-rows.ts';
import { english } from '#client/words/console/en/console.ts';
import { makeUnit } from '../support/make-rows.ts';
import { madeDesk, now } from './made-desk.ts';

afterEach(cleanup);
const words = english.city.units;

test('the line of a crew that calls for help has the sign of the legend, whatever else it does', () => {
  const signOf = (over: Parameters<typeof makeUnit>[0]) => {
    const row = crewRow(makeUnit(over), new Map(), now);
    const props = { words, row, chosen: false, index: 2, choose: () => {} };
    return madeDesk()
      .show(CrewLine as never, props)
      .container.querySelector('.name svg')!
      .classList.item(0);
  };
  expect(signOf({ reason: 'onscene', panic: now - 1000 })).toBe('sos');
  expect(signOf({ reason: 'offduty', panic: now - 1000 })).toBe('sos');
  expect(signOf({ reason: 'onscene' })).toBe('onscene');
});

test('nothing is counted before anything has come', () => {
  const figures = (asOf: number | null) => {
    const desk = madeDesk({ board: emptyBoard });
    Object.assign(desk.context, { asOf });
    const table = crewTable(emptyBoard, {}, now, () => '');
    const units = desk.show(CrewFilters as never, { words, table, filter: {} }).container;
    const queue = queueOf([], {}, now, () => '');
    const cases = desk.show(QueueFilters as never, { queue, filter: {} }).container;
    return [...units.querySelectorAll('b'), ...cases.querySelectorAll('b')].map(({ textContent }) => textContent);
  };
  expect(new Set(figures(null))).toEqual(new Set(['–']));
  expect(new Set(figures(now))).toEqual(new Set(['0']));
});
