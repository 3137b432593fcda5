import type { Caller } from './gate.ts';

/** Everybody that a door may be open to. A caller can be two of them: an analyst with oversight. */
export const everyone = [
  'nobody',
  'source',
  'public-wall',
  'ops-wall',
  'officer',
  'supervisor',
  'analyst',
  'admin',
  'oversight',
] as const;
export type Who = (typeof everyone)[number];

type Right = {
  who: readonly Who[];
  /** A token of that view is not enough: a person must sign in. */
  person?: true;
  /** Changes something in the city's day: refused while the session is locked. */
  command?: true;
  /** Open as well to those who must first set up an authenticator. */
  enrolling?: true;
};

const people: readonly Who[] = ['officer', 'supervisor', 'analyst', 'admin'];
const screens: readonly Who[] = ['public-wall', 'ops-wall', ...people];
const workers: readonly Who[] = ['officer', 'supervisor', 'admin'];

const open: Right = { who: everyone };
const reports: Right = { who: ['source'] };
const picture: Right = { who: screens };
const work: Right = { who: workers };
const operations: Right = { who: ['ops-wall', ...people] };
const dispatches: Right = { who: ['supervisor', 'admin'] };
const overview: Right = { who: ['supervisor', 'analyst', 'admin'] };
const commands: Right = { who: workers, person: true, command: true };
/** What a device says by itself: no sign that somebody is there. */
const signals: Right = { who: workers, person: true };
/** Who runs a shift. */
const leads: Right = { who: ['supervisor', 'admin'], person: true };
const leading: Right = { ...leads, command: true };
const presence: Right = { who: workers, person: true };
const signedIn: Right = { who: people, person: true };
const administering: Right = { who: ['admin'], person: true, command: true };
const oneself: Right = { ...signedIn, enrolling: true };

/**
 * Who may pass which door, in one table. A caller without any right here is refused: 401 when we do
 * not know who it is, 403 when we do. What a thing's area or an unknown id hides is 404 and is
 * decided where the thing is known.
 *
 * A new route: add its row, `'METHOD /path': right`, with the path as Express writes it, and put
 * `may(gate, 'METHOD /path')` first in the route. A route without a row fails tests/access/doors.test.ts,
 * and so does a row without a route; tests/access/cells.test.ts tries every row with everybody. Which
 * role may give which command of a thing is in data/contract/commands; here stands only who may
 * give commands at all.
 */
export const rights = {
  'POST /api/v1/incidents': reports,
  'POST /api/v1/positions': reports,

  'GET /api/v1/incidents': work,
  'GET /api/v1/incidents/:id': work,
  'GET /api/v1/incidents/:id/recommended': dispatches,
  'GET /api/v1/incidents/:id/duplicates': work,
  'POST /api/v1/incidents/:id/:command': commands,
  'POST /api/v1/units/:id/:command': commands,
  'POST /api/v1/units/:id/position': signals,
  'POST /api/v1/alarms/:id/:command': commands,
  'POST /api/v1/inspections/:id/:command': commands,
  'POST /api/v1/cells/:id/:command': commands,
  'POST /api/v1/dangers/:id/:command': commands,
  'POST /api/v1/dangers': commands,
  'GET /api/v1/units': operations,
  'GET /api/v1/units/:id': operations,
  'GET /api/v1/inspections': operations,
  'GET /api/v1/dangers': operations,
  'GET /api/v1/cells': operations,
  'GET /api/v1/cells/:id': work,
  'POST /api/v1/photos': commands,
  'GET /api/v1/photos/:id': { ...work, person: true },
  'GET /api/v1/work': { ...work, person: true },
  'GET /api/v1/alarms': operations,
  'GET /api/v1/alarms/performance': overview,
  'GET /api/v1/alarm-rules': operations,
  'POST /api/v1/alarm-rules/:condition/:command': administering,
  'GET /api/v1/snapshot': picture,
  'GET /api/v1/state-hash': picture,
  'GET /api/v1/trends/series': picture,
  'GET /api/v1/trends/heat': picture,
  'GET /api/v1/city': open,
  'GET /api/v1/city/brief': open,
  'GET /api/v1/city/organisations': open,
  'GET /api/v1/city/cells/:id': open,
  'POST /api/v1/reports': commands,

  'POST /api/v1/displays/session': open,
  'POST /api/v1/displays/pairing': open,
  'POST /api/v1/displays/pairing/collect': open,

  'GET /api/v1/session/ways': open,
  'POST /api/v1/session': open,
  'POST /api/v1/session/first': open,
  'GET /api/v1/session/oidc': open,
  'GET /api/v1/session/oidc/callback': open,
  'GET /api/v1/session': oneself,
  'DELETE /api/v1/session': oneself,
  'POST /api/v1/session/lock': oneself,
  'POST /api/v1/session/unlock': oneself,
  'POST /api/v1/session/authenticator': oneself,
  'POST /api/v1/session/password': oneself,

  'GET /api/v1/people': { who: [...workers, 'oversight'], person: true },
  'POST /api/v1/people': administering,
  'POST /api/v1/people/:id/:command': administering,
  'GET /api/v1/audit': { who: ['oversight'], person: true },
  'GET /api/v1/audit/export': { who: ['oversight'], person: true },

  'GET /api/v1/disputes': work,
  'GET /api/v1/disputes/:id': { ...work, person: true },
  'POST /api/v1/disputes': { ...work, person: true, command: true },
  'POST /api/v1/disputes/:id/:command': { ...work, person: true, command: true },
  'GET /api/v1/shift': leads,
  'POST /api/v1/shift': leading,
  'POST /api/v1/shift/:id/:command': leading,
  'GET /api/v1/handovers': leads,
  'GET /api/v1/handovers/draft': leads,
  'POST /api/v1/handovers': leading,
  'POST /api/v1/handovers/:id/:command': leading,
  'GET /api/v1/communities/:id': { who: people },

  'GET /': open,
  'GET /wall': open,
  'GET /gallery': open,
  'GET /console': open,
  'GET /community/:id': open,
  'GET /phone': open,
  'GET /phone/:file': open,
  'FOLDER /assets': open,
  'GET /docs': open,
  'GET /openapi.json': open,
  'GET /healthz': open,
  'GET /readyz': open,
  'GET /metrics': open,

  'SOCKET /feed': picture,
  'EVENT /feed follow': picture,
  'EVENT /feed ack': picture,
  'TOPIC /feed facts': picture,
  'TOPIC /feed positions': operations,
  'SOCKET /desk': presence,
  'EVENT /desk open': presence,
  'TOPIC /desk present': presence,
} as const satisfies Record<string, Right>;

export type Door = keyof typeof rights;

/** As whom the table knows a caller. */
export function whoIs(caller: Caller | null): readonly Who[] {
  if (!caller) return ['nobody'];
  if (caller.kind === 'source') return ['source'];
  // What somebody with a view's token may look at, its role may.
  if (caller.kind === 'view') return [caller.view.name];
  return caller.person.oversight ? [caller.person.role, 'oversight'] : [caller.person.role];
}

/** Why a door is closed to a caller; null = it is open. */
export function refusalAt(
  door: Door,
  caller: Caller | null,
): { status: 401 | 403; detail: string; why?: 'enrol' } | null {
  const right: Right = rights[door];
  if (right.who.includes('nobody')) return null;
  if (!caller) return { status: 401, detail: 'sign in, or show a valid token' };
  if (right.person && caller.kind === 'view')
    return { status: caller.byCookie ? 401 : 403, detail: 'a person must sign in' };
  if (!whoIs(caller).some((who) => right.who.includes(who)))
    return { status: 403, detail: `for ${right.who.join(', ')}` };
  if (caller.kind === 'person' && caller.mustEnrol && !right.enrolling)
    return { status: 403, detail: 'an authenticator must be set up first', why: 'enrol' };
  return null;
}

export const isCommand = (door: Door) => (rights[door] as Right).command === true;
