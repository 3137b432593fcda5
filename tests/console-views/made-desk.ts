import { fireEvent, render } from '@testing-library/svelte';
import type { Component } from 'svelte';
import type { Board } from '#data/contract/board.ts';
import type { Organisation } from '#data/contract/city-pack.ts';
import type { Person } from '#data/contract/person.ts';
import type { Route } from '#data/contract/routes/route.ts';
import { gridStanding } from '#data/rules/grid-status.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import { hrefOf } from '#client/console/address.svelte.ts';
import { createOffers } from '#client/console/keys/offers.svelte.ts';
import type { ConsoleContext } from '#client/console/context.ts';
import { createAnnouncer } from '#client/page/announcer/announcer.svelte.ts';
import { createDrafts } from '#client/page/drafts.ts';
import { filled, type How, type Written } from '#client/call/exchange.ts';
import type { Refusal } from '#client/call/refusal.ts';
import { madeBoard } from '#client/gallery/made-board.ts';
import { madePack } from '#client/gallery/made-pack.ts';
import { cityNames } from '#client/words/shared/city-names.ts';
import { consoleWords } from '#client/words/console/console-words.ts';
import { createSpeech, type Lang } from '#client/words/shared/speech.ts';
import { createTestClock } from '../support/test-clock.ts';
import Within from './Within.svelte';

/** Tue 24 Nov 2026, 06:00 in the city. */
export const now = Date.UTC(2026, 10, 23, 22);
export const say = createSpeech('en', 'Asia/Shanghai');

export const person = (over: Partial<Person> = {}): Person => ({
  id: 'p1' as Person['id'],
  name: 'Li Na',
  role: 'supervisor',
  oversight: false,
  left: false,
  ...over,
});

const [cell] = madePack.cells;
export const community = cell!.community;
export const organisation: Organisation = {
  id: 'org-1',
  area: community,
  class: 'property-company',
  names: { en: 'Beiguan Property', zh: '北关物业' },
  posts: [{ id: 'org-1-duty', names: { en: 'Duty Desk', zh: '值班台' } }],
};

/** Answers by path; a refusal where the answer is one. */
export type Answers = Readonly<Record<string, unknown>>;
export const refusal = (status: number, over: Partial<Refusal> = {}): Refusal => ({
  status,
  title: 'refused',
  ...over,
});
const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'status' in value && 'title' in value;

export type Sent = { path: string; body: unknown; rev: number | undefined };

/** What of a page a test may say otherwise. */
export type Over = Partial<Pick<ConsoleContext, 'board' | 'me' | 'query'>>;

export function madeMemory() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
}

/** A page with made tables; what is sent is kept, where the URL would lead is kept. */
export function madeDesk(
  over: Over = {},
  answers: Answers = {},
  lang: Lang = 'en',
  memory: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = madeMemory(),
) {
  const sent: Sent[] = [];
  const asked: string[] = [];
  const went: Readonly<Record<string, string | null>>[] = [];
  const told: string[] = [];
  const board: Board =
    over.board ?? madeBoard(now, { incidents: 20, units: 10, inspections: 8, alarms: 6, unstaffed: 1 });
  const clock = createTestClock(now);
  const offers = createOffers(clock);
  const announcer = createAnnouncer();
  const speech = createSpeech(lang, 'Asia/Shanghai');
  const answered = (answer: unknown): Promise<Result<unknown, Refusal>> =>
    Promise.resolve(isRefusal(answer) ? refused({ ...answer }) : accepted(answer));
  const exchange = (method: string, route: string, said: Written & How = {}) => {
    const path = filled(route, said).replace('/api/v1', '');
    if (method === 'GET') {
      asked.push(path);
      return answered(answers[path] ?? (path === '/city/organisations' ? [organisation] : refusal(404)));
    }
    sent.push({ path, body: said.body, rev: said.ifMatch });
    return answered(answers[`POST ${path}`] ?? { seq: 1, id: 'x' });
  };
  const session = {
    giveUp: () => {},
    call: (route: Route, said?: Written & How) => exchange(route.method, route.path, said),
    light: (name: string, said?: Written & How) => exchange(name.split(' ')[0]!, name.split(' ')[1]!, said),
  } as Partial<ConsoleContext['session']> as ConsoleContext['session'];
  const context = {
    board,
    picture: {
      board,
      grid: gridStanding(board, now),
      now,
      asOf: now - 1000,
      link: 'live',
    } as ConsoleContext['picture'],
    asOf: now - 1000,
    now,
    pack: madePack,
    me: over.me ?? person(),
    session,
    clock,
    settings: { lang, theme: 'light', setLang: () => {}, setTheme: () => {} },
    say: speech,
    words: consoleWords[lang],
    names: cityNames(madePack, speech),
    query: over.query ?? {},
    address: {
      query: over.query ?? {},
      go: (changes) => went.push(changes),
      href: (changes) => hrefOf(over.query ?? {}, changes),
    },
    go: (changes) => went.push(changes),
    offers,
    drafts: createDrafts(memory, 'p1'),
    announcer,
    toasts: { all: [], say: (text) => told.push(text), undoLast: () => {}, close: () => {} },
  } as Partial<ConsoleContext> as ConsoleContext;
  /** The part as it stands on that page. */
  const show = (part: Component<never>, given: Record<string, unknown> = {}) =>
    render(Within, { props: { context, part: part as unknown as Component<Record<string, unknown>>, given } });
  /** A key pressed while the focus is in no part of the page, or in that element. */
  const press = (key: string, target: Element = document.body) => {
    const event = { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
    const focus = { writing: target.matches('input, textarea, select'), scope: null, main: 'test' };
    return offers.press(event, focus) ? Promise.resolve(true) : fireEvent.keyDown(target, { key });
  };
  return { context, show, press, sent, asked, went, told };
}
