import type { Board } from '#data/contract/board.ts';
import type { Organisation } from '#data/contract/city-pack.ts';
import type { Person } from '#data/contract/person.ts';
import { gridStanding } from '#data/rules/grid-status.ts';
import { accepted, refused } from '#data/kit/result.ts';
import type { Refusal, ViewProps } from '#client/console/views/parts/view-props.ts';
import { madeBoard } from '#client/gallery/made-board.ts';
import { madePack } from '#client/gallery/made-pack.ts';
import { createSpeech, type Lang } from '#client/words/shared/speech.ts';

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

/** A desk with made tables; what is sent is kept, where the URL would lead is kept. */
export function madeDesk(over: Partial<ViewProps> = {}, answers: Answers = {}, lang: Lang = 'en') {
  const sent: Sent[] = [];
  const asked: string[] = [];
  const went: Readonly<Record<string, string | null>>[] = [];
  const board: Board = madeBoard(now, { incidents: 20, units: 10, inspections: 8, alarms: 6, unstaffed: 1 });
  const props: ViewProps = {
    board,
    grid: gridStanding(board, now),
    pack: madePack,
    now,
    asOf: now - 1000,
    say: createSpeech(lang, 'Asia/Shanghai'),
    lang,
    theme: 'light',
    me: person(),
    query: {},
    go: (changes) => went.push(changes),
    ask: <T>(path: string) => {
      asked.push(path);
      const said = answers[path] ?? (path === '/city/organisations' ? [organisation] : refusal(404));
      return Promise.resolve(isRefusal(said) ? refused(said) : accepted(said as T));
    },
    send: (path, body, rev) => {
      sent.push({ path, body, rev });
      const said = answers[`POST ${path}`] ?? { seq: 1, id: 'x' };
      return Promise.resolve(isRefusal(said) ? refused(said) : accepted<unknown>(said));
    },
    ...over,
  };
  return { props, sent, asked, went };
}
