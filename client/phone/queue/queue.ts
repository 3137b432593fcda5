import type { PhotoId } from '#data/contract/ids.ts';
import type { Refusal } from '#client/call/refusal.ts';
import type { Action } from './action.ts';

/** One person's taps that the server has not answered, in their order. Pure: what it returns is kept by others. */
export type Queue = readonly Action[];

/** What goes over the line next. */
export type Step = { send: 'photo'; action: Action; part: number } | { send: 'command'; action: Action };

/** What became of a step. */
export type Outcome =
  /** `number`: what people call the case that a report made. */
  | { is: 'kept'; seq: number; rev?: number; number?: string }
  | { is: 'photo-kept'; part: number; id: PhotoId }
  | { is: 'refused'; refusal: Refusal }
  /** No answer, or none that says what became of it: the same again later. */
  | { is: 'lost'; retryMs?: number }
  /** The server does not know who asks, or wants the password first: the queue waits. */
  | { is: 'signed-out' }
  | { is: 'locked' };

/** The first tap that nothing holds up; null when all that is left waits for a choice. */
export function nextStep(queue: Queue): Step | null {
  const held = new Set<string>();
  const free: Action[] = [];
  for (const action of queue) {
    if (action.refusal) held.add(action.about);
    else if (!held.has(action.about) || action.urgent) free.push(action);
  }
  const action = free.find(({ urgent }) => urgent) ?? free[0];
  if (!action) return null;
  const part = action.photos.findIndex(({ id }) => id === undefined);
  return part === -1 ? { send: 'command', action } : { send: 'photo', action, part };
}

/** The queue after what became of a step of the action `id`; the same object when it changes nothing. */
export function afterOutcome(queue: Queue, id: string, outcome: Outcome): Queue {
  switch (outcome.is) {
    case 'kept':
      return queue.filter((action) => action.id !== id);
    case 'photo-kept':
      return change(queue, id, (action) => ({
        ...action,
        photos: action.photos.map((photo, part) => (part === outcome.part ? { ...photo, id: outcome.id } : photo)),
      }));
    case 'refused':
      return change(queue, id, (action) => ({ ...action, refusal: outcome.refusal }));
    default:
      return queue;
  }
}

/** Without what was refused. What comes after it reckoned with the revision that it would have made. */
export function drop(queue: Queue, id: string): Queue {
  const gone = queue.find((action) => action.id === id);
  if (!gone) return queue;
  return queue.filter((action) => action !== gone).map((action) => shift(action, gone, -1));
}

/** What was refused is to be sent again, judged by the thing as it is now. */
export function tryAgain(queue: Queue, id: string): Queue {
  const action = queue.find((one) => one.id === id);
  if (!action?.refusal) return queue;
  const { refusal, ...waiting } = action;
  const { ifMatch } = action;
  const moved = ifMatch === undefined || refusal.rev === undefined ? 0 : refusal.rev - ifMatch;
  const now: Action = ifMatch === undefined ? waiting : { ...waiting, ifMatch: ifMatch + moved };
  return queue.map((one) => (one === action ? now : shift(one, action, moved)));
}

/** The revision that a tap now is judged by: that on the screen, and one more for every own tap ahead of it. */
export function revAhead(queue: Queue, about: string, shown: number): number {
  return shown + queue.filter((action) => action.about === about && !action.refusal).length;
}

/** The revision that an action after `earlier` reckons with, moved by so many. */
function shift(action: Action, earlier: Action, by: number): Action {
  const after = action.about === earlier.about && action.order > earlier.order;
  return after && action.ifMatch !== undefined && by !== 0 ? { ...action, ifMatch: action.ifMatch + by } : action;
}

function change(queue: Queue, id: string, to: (action: Action) => Action): Queue {
  return queue.map((action) => (action.id === id ? to(action) : action));
}
