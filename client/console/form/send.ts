import { type LightCall, pathTo } from '#client/call/light.ts';
import type { Answer } from '#client/call/refusal.ts';
import type { Action, To } from './action.ts';

function paramsOf(to: To) {
  if ('id' in to) return { id: to.id, command: to.command };
  return 'name' in to ? { name: to.name, command: to.command } : {};
}

/** `/alarms/a7/shelve` */
export const pathOf = ({ to }: Pick<Action, 'to'>): string => pathTo(to.route, paramsOf(to) as never);

/** Gives the command. Its body was filled in from the command's own schema; the server judges it. */
export function send(
  call: LightCall,
  { to }: Pick<Action, 'to'>,
  body: unknown,
  ifMatch: number | undefined,
): Promise<Answer<unknown>> {
  return call(to.route, { params: paramsOf(to), body, ifMatch } as never);
}
