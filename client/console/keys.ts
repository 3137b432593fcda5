/**
 * Every shortcut of the console, and nowhere else. `g q` is one key after the other; letters are
 * given while no field has the focus, chords always. `1-9` stands for nine keys.
 */
export const keys = {
  palette: 'Ctrl+K',
  help: '?',
  undo: 'Ctrl+Z',
  lock: 'Alt+L',
  search: '/',
  'next-pane': 'F6',
  'previous-pane': 'Shift+F6',
  'own-window': 'Alt+W',

  'alarm.first': 'Alt+A',
  'alarm.acknowledge': 'Enter',
  'alarm.shelve': 's',

  'go.queue': 'g q',
  'go.map': 'g m',
  'go.units': 'g u',
  'go.alarms': 'g a',
  'go.grid': 'g g',
  'go.disputes': 'g d',
  'go.shift': 'g s',
  'go.people': 'g p',
  'go.community': 'g c',
  'go.audit': 'g l',

  'list.next': 'j',
  'list.previous': 'k',
  'list.open': 'Enter',

  'unit.checkIn': 'w i',
  'unit.standby': 'w s',
  'unit.patrol': 'w p',
  'unit.meal': 'w m',
  'unit.refuel': 'w r',
  'unit.offduty': 'w o',
  'unit.endPanic': 'w e',

  'incident.send': '1-9',
  'incident.triage': 't',
  'incident.note': 'n',
  'incident.resolve': 'r',
  'incident.verify': 'v',
  'incident.close': 'c',
  'incident.reopen': 'o',
  'incident.merge': 'm',
  'incident.refer': 'f',
  'incident.cancel': 'x',
  'incident.reassign': 'a',
  'incident.unassign': 'd',
  'incident.extend': 'e',
  'incident.suspend': 'p',
  'incident.resume': 'p',
  'incident.escalate': 'u',
  'incident.link': 'l',
  'incident.contact': 'y',
} as const satisfies Record<string, string>;

export type KeyId = keyof typeof keys;
