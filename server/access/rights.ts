import { routes, type RouteName } from '#data/contract/routes/areas.ts';
import { doors } from '#data/contract/routes/doors.ts';
import type { Right, Who } from '#data/contract/routes/who.ts';
import type { Caller } from './gate.ts';

export type Door = RouteName | keyof typeof doors;

const ofRoutes = routes.map(({ method, path, right }) => [`${method} ${path}`, right]);

/**
 * Who may pass which door: every route by its name, and what there is beside the routes. A caller
 * without any right here is refused: 401 when we do not know who it is, 403 when we do. What a
 * thing's area or an unknown id hides is 404 and is decided where the thing is known. Which role may
 * give which command of a thing is in data/contract/commands; here stands only who may give
 * commands at all.
 */
export const rights = { ...Object.fromEntries(ofRoutes), ...doors } as Record<Door, Right>;

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
  const right = rights[door];
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

export const isCommand = (door: Door) => rights[door].command === true;
