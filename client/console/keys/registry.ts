/**
 * Every action of the console and the key that gives it, by what it is about; null: it has none.
 * Buttons, keys, the palette and the page of keys all read this; the dictionary says each by the
 * same name. `g q` is one key after the other; letters are given while no field has the focus,
 * chords always. `1-9` stands for nine keys.
 */
export const registry = {
  page: {
    palette: 'Ctrl+K',
    help: '?',
    undo: 'Ctrl+Z',
    lock: 'Alt+L',
    search: '/',
    'next-pane': 'F6',
    'previous-pane': 'Shift+F6',
    'own-window': 'Alt+W',
  },
  alarms: { first: 'Alt+A', acknowledge: 'Enter', shelve: 's' },
  go: {
    queue: 'g q',
    map: 'g m',
    units: 'g u',
    alarms: 'g a',
    grid: 'g g',
    disputes: 'g d',
    shift: 'g s',
    people: 'g p',
    community: 'g c',
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
  },
  /** In the order of the buttons: the next step first, the way out last. */
  incident: {
    send: '1-9',
    triage: 't',
    verify: 'v',
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
    suspend: 'p',
    resume: 'p',
    extend: 'e',
    escalate: 'u',
    merge: 'm',
    refer: 'f',
    reopen: 'o',
    cancel: 'x',
    contact: 'y',
    'task-accept': null,
    'task-done': null,
    'task-withdraw': null,
  },
  alarm: { acknowledge: 'a', unshelve: 'u', shelve: 's' },
  'alarm-rule': { 'take-out': 't', return: 'r' },
  cell: { 'fill-post': 'f', 'vacate-post': 'v' },
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
  person: { change: 'c', password: null, 'reset-authenticator': null, leave: null },
} as const satisfies Record<string, Readonly<Record<string, string | null>>>;

export type Subject = keyof typeof registry;

/** The key of an action, as a part that actions and offers spread in. */
export function keyOf<S extends Subject>(subject: S, name: keyof (typeof registry)[S]): { key?: string } {
  const key = registry[subject][name] as string | null;
  return key === null ? {} : { key };
}
