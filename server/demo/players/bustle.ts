import type { LoggedFact } from '#data/contract/fact.ts';
import type { Player } from '../player.ts';

/** When so long nothing has changed that anybody can see, a crew does something else. */
const QUIET_FOR = 18_000;

/** Changes that move something on a map, in a list or in a count. */
const isSeen = ({ kind }: LoggedFact) =>
  /^(incident|alarm|unit)\./.test(kind) && kind !== 'incident.noted' && kind !== 'unit.checked-in';

/** In a city at night hours may pass without a call, but its crews take turns: a still picture would look like a broken one. */
export function createBustle(changeOver: (now: number) => Promise<void>, from: number): Player {
  return {
    subjects: () => ['quiet'],
    concerns: (fact) => (isSeen(fact) ? 'quiet' : undefined),
    plan: (_subject, now) => Math.max(now, from) + QUIET_FOR,
    act: (_subject, now) => changeOver(now),
  };
}
