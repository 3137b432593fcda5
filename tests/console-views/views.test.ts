import { cleanup } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import AlarmsView from '#client/console/views/alarms/AlarmsView.svelte';
import AuditView from '#client/console/views/audit/AuditView.svelte';
import CommunityView from '#client/console/views/community/CommunityView.svelte';
import DisputesView from '#client/console/views/disputes/DisputesView.svelte';
import GridView from '#client/console/views/grid/GridView.svelte';
import NodesView from '#client/console/views/nodes/NodesView.svelte';
import PartnersView from '#client/console/views/partners/PartnersView.svelte';
import PeopleView from '#client/console/views/people/PeopleView.svelte';
import ShiftView from '#client/console/views/shift/ShiftView.svelte';
import type { Query } from '#client/console/address.svelte.ts';
import { english as said } from '#client/words/console/en/console.ts';
import { auditWords } from '#client/words/console/view-words.ts';
import { madeBoard } from '#client/gallery/made-board.ts';
import { giveRoom } from '../client/room.ts';
import { answers, cell } from './made-answers.ts';
import { community, madeDesk, now, person, refusal } from './made-desk.ts';

// There is no WebGL here: the map of the coverage is tried in a browser.
vi.mock('#client/map/widget/draw-map.ts', () => ({
  drawMap: () => () => {
    throw new Error('no WebGL');
  },
}));

type View = Component;
const cases: [string, View, Query, string][] = [
  ['alarms', AlarmsView, { id: 'first' }, 'XN26'],
  ['alarm performance', AlarmsView, { tab: 'performance' }, '17.4'],
  ['alarm rules', AlarmsView, { tab: 'rules', id: 'unit-silent' }, '基站检修'],
  ['cells', GridView, { id: cell, status: 'all' }, cell],
  ['visits', GridView, { tab: 'visits', id: 'first' }, 'data-row'],
  ['dangers', GridView, { tab: 'dangers' }, ''],
  ['disputes', DisputesView, { id: 'k1' }, 'XN26-D7'],
  ['people', PeopleView, { id: 'p2' }, '王伟'],
  ['shift log', ShiftView, {}, ''],
  ['hand-over', ShiftView, { tab: 'handover' }, '41'],
  ['past hand-overs', ShiftView, { tab: 'past', id: 'h1' }, '夜间有雪'],
  ['audit', AuditView, {}, '已整改'],
  ['nodes', NodesView, {}, '西宁-1'],
  ['receivers', PartnersView, { id: 'harbour' }, 'ECONNREFUSED'],
  ['agencies', PartnersView, { tab: 'agencies', id: 'waterworks' }, '自来水'],
  ['CAP feeds', PartnersView, { tab: 'feeds', id: 'weather' }, 'HTTP 404'],
  ['community', CommunityView, { community }, '40'],
];

function* phrases(words: object): Generator<string> {
  for (const value of Object.values(words)) {
    if (typeof value === 'string') yield value;
    else if (typeof value === 'object' && value !== null) yield* phrases(value as object);
  }
}
const english = new Set([...phrases(said)].filter((phrase) => /[a-z]{3}/i.test(phrase)));

function texts(root: Element): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) found.push(walker.currentNode.textContent!.trim());
  return found;
}

const board = madeBoard(now, { incidents: 20, units: 10, inspections: 8, alarms: 6, unstaffed: 1 });
function show(
  view: View,
  query: Query,
  said: Readonly<Record<string, unknown>> = answers,
  lang: 'en' | 'zh-CN' = 'en',
) {
  const id =
    query['id'] === 'first'
      ? [...(query['tab'] === 'visits' ? board.inspections : board.alarms).keys()][0]
      : query['id'];
  const over = {
    board,
    me: person({ role: 'admin', oversight: true }),
    query: id === undefined ? query : { ...query, id },
  };
  const desk = madeDesk(over, said, lang);
  return { ...desk, ...desk.show(view) };
}
const settled = () => new Promise((done) => setTimeout(done));

beforeAll(() => giveRoom(900, 500));
afterEach(cleanup);

describe.each(['en', 'zh-CN'] as const)('in %s', (lang) => {
  test.each(cases)('%s stands with what the server answers, in that language', async (_name, view, query, holds) => {
    const { container } = show(view, query, answers, lang);
    await settled();
    expect(container.innerHTML).toContain(holds);
    expect(container.textContent).not.toMatch(/undefined|NaN|\[object|Invalid Date/);
    if (lang === 'zh-CN') expect(texts(container).filter((text) => english.has(text))).toEqual([]);
  });
});

describe('what is not there is said', () => {
  const asking = cases.filter(([name]) => !['alarms', 'visits', 'dangers', 'shift log'].includes(name));

  test.each(asking)('%s: that it is being asked for', (_name, view, query) => {
    const { container } = show(view, query);
    expect(container.querySelector('[data-loading]')).not.toBeNull();
  });

  test.each(asking)('%s: that no answer came, with a way to ask again', async (_name, view, query) => {
    const none = Object.fromEntries(Object.keys(answers).map((path) => [path, refusal(0)]));
    const { container } = show(view, query, none);
    await settled();
    expect(container.querySelector('[data-not-loaded]')!.textContent).toContain('No answer from the server');
    expect(container.querySelector('[data-not-loaded] button')).not.toBeNull();
  });

  test('every row of every list can be reached with the keyboard', async () => {
    for (const [, view, query] of cases) {
      const { container, unmount } = show(view, query);
      await settled();
      for (const row of container.querySelectorAll('tbody tr[class]'))
        expect(row.querySelector('button[data-row]')).not.toBeNull();
      unmount();
    }
  });
});

test('without a community chosen every community is listed with its address', async () => {
  const { container } = show(CommunityView, {});
  await settled();
  const links = [...container.querySelectorAll('a')].map((link) => link.getAttribute('href'));
  expect(links).toContain(`/community/${community}`);
  expect(links.length).toBeGreaterThan(1);
});

describe('who may not see is told why', () => {
  test('a supervisor who handles no case sees the counts and no content', async () => {
    const said = { ...answers, '/disputes': { asOf: 1, counts: [], items: [] }, '/disputes/k1': refusal(403) };
    const { getAllByText } = show(DisputesView, { id: 'k1' }, said);
    await settled();
    expect(getAllByText(/read by its handlers only/).length).toBe(2);
  });

  test('nobody without oversight reads the audit, and nothing is asked', async () => {
    const { show: shown, asked } = madeDesk({ me: person({ role: 'admin', oversight: false }) }, answers);
    const { getByText } = shown(AuditView);
    await settled();
    getByText(auditWords.en.onlyOversight);
    expect(asked).toEqual([]);
  });

  test('only an administrator is offered changes of the register', async () => {
    const { show: shown } = madeDesk({ me: person(), query: { id: 'p2' } }, answers);
    const { queryByText, getByText } = shown(PeopleView);
    await settled();
    getByText(said.people.onlyAdmin);
    expect(queryByText(said.people.add)).toBeNull();
  });
});
