import type { Session } from '#client/session/session.svelte.ts';
import { raise } from '#client/page/raise.ts';
import type { Address } from '../address.svelte.ts';
import { nextPane } from './next-pane.ts';
import type { Toasts } from '../toasts.svelte.ts';

/** Opens what lies over the desk. */
export type Show = (what: 'palette' | 'help') => void;
/** What of the console's context an action of the page itself works on. */
type Page = { readonly session: Session; readonly address: Address; readonly toasts: Toasts };
type PageAction = { key: string; run: ((page: Page, show: Show) => void) | null };

/** The actions of the page itself, with what each runs; null: the part of the page that has it offers it. */
export const pageActions = {
  palette: { key: 'Ctrl+K', run: (_, show) => show('palette') },
  help: { key: '?', run: (_, show) => show('help') },
  undo: { key: 'Ctrl+Z', run: ({ toasts }) => toasts.undoLast() },
  lock: { key: 'Alt+L', run: ({ session }) => session.lock().catch(raise) },
  search: { key: '/', run: null },
  'next-pane': { key: 'F6', run: () => nextPane(document, 1) },
  'previous-pane': { key: 'Shift+F6', run: () => nextPane(document, -1) },
  'own-window': {
    key: 'Alt+W',
    run: ({ address }) => void window.open(address.href({ beside: null }), '_blank', 'popup'),
  },
} as const satisfies Record<string, PageAction>;

type PageName = keyof typeof pageActions;
export const pageNames = Object.keys(pageActions) as PageName[];

/**
 * Every action of the console and the key that gives it, by what it is about; null: it has none.
 * Buttons, keys, the palette and the page of keys all read this; the dictionary says each by the
 * same name. `g q` is one key after the other; letters are given while no field has the focus,
 * chords always. `1-9` stands for nine keys.
 */
export const registry = {
  page: Object.fromEntries(pageNames.map((name) => [name, pageActions[name].key])) as Record<PageName, string>,
  alarms: { first: 'Alt+A', acknowledge: 'Enter', shelve: 's' },
  go: {
    queue: 'g q',
    call: 'i',
    hotline: 'g o',
    map: 'g m',
    units: 'g u',
    alarms: 'g a',
    bulletins: 'g b',
    grid: 'g g',
    disputes: 'g d',
    shift: 'g s',
    people: 'g p',
    community: 'g c',
    trends: 'g t',
    cards: 'g k',
    partners: 'g w',
    channels: 'g h',
    imports: 'g f',
    nodes: 'g n',
    audit: 'g l',
  },
  list: { next: 'j', previous: 'k', open: 'Enter' },
  unit: {
    checkIn: 'w i',
    standby: 'w s',
    patrol: 'w p',
    meal: 'w m',
    refuel: 'w r',
    offduty: 'w o',
    endPanic: 'w e',
    describe: null,
    remove: null,
    restore: null,
  },
  /** In the order of the buttons: the next step first, the way out last. */
  incident: {
    send: '1-9',
    triage: 't',
    verify: 'v',
    reply: 'b',
    'call-back': 'h',
    close: 'c',
    resolve: 'r',
    note: 'n',
    assign: null,
    reassign: 'a',
    unassign: 'd',
    accept: null,
    enroute: null,
    arrive: null,
    link: 'l',
    'link-all': 'L',
    suspend: 'p',
    resume: 'p',
    extend: 'e',
    escalate: 'u',
    merge: 'm',
    refer: 'f',
    reopen: 'o',
    cancel: 'x',
    contact: 'y',
    rate: null,
    word: null,
    'task-accept': null,
    'task-done': null,
    'task-return': null,
    'task-withdraw': null,
  },
  alarm: { acknowledge: 'a', unshelve: 'u', shelve: 's' },
  'alarm-rule': { 'take-out': 't', return: 'r' },
  cell: { 'fill-post': 'f', 'vacate-post': 'v' },
  bulletins: { issue: 'n' },
  bulletin: { acknowledge: 'a', update: null, cancel: null },
  danger: { order: 'o', start: 's', rectified: 'r', 'send-back': 'b', clear: 'c' },
  disputes: { register: 'r' },
  dispute: {
    screen: 's',
    accept: 'a',
    decline: null,
    refer: null,
    plan: 'p',
    held: 'h',
    agree: 'r',
    fail: null,
    withdraw: null,
    confirmation: 'c',
    perform: null,
    performed: null,
    breached: null,
    'follow-up': 'f',
    note: 'n',
    handlers: null,
  },
  shift: { note: 'n', promise: 'p', kept: null },
  handover: { 'draw-up': 'd', give: 's', take: 't' },
  people: { add: 'n' },
  cards: { make: 'n' },
  card: { revoke: null },
  person: { change: 'c', password: null, 'reset-authenticator': null, leave: null },
} as const satisfies Record<string, Readonly<Record<string, string | null>>>;

export type Subject = keyof typeof registry;

/** The key of an action, as a part that actions and offers spread in. */
export function keyOf<S extends Subject>(subject: S, name: keyof (typeof registry)[S]): { key?: string } {
  const key = registry[subject][name] as string | null;
  return key === null ? {} : { key };
}
