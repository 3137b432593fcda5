import type { Board } from '#data/contract/board.ts';
import type { IncidentId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { incidentOf } from '#data/fold/fold-incident.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { owedStep } from '#data/rules/reply-loop.ts';
import { type Dice, spread } from '../chance.ts';
import { person } from '../exercise.ts';
import type { Order, Orders } from '../orders.ts';
import type { Player } from '../player.ts';

type Parts = { board: () => Board; orders: Orders; dice: Dice };

/** What is done is usually told after so long, and whoever reported is called so long after that. */
const TELLS_AFTER = 15 * MINUTE;
const CALLS_AFTER = 90 * MINUTE;
/** The share of calls that are left until late, for whoever looks to see them due. */
const LEFT_LATE = 0.3;
const REACHED = 0.8;
const SATISFIED = 0.88;

/** The hotline's desk: whoever is owed an answer is told, called back, and heard. */
export function createAnswers({ board, orders, dice }: Parts): Player {
  return {
    *subjects() {
      for (const { id, owed, exercise } of board().incidents.values()) if (owed && exercise) yield id;
    },
    concerns: (fact) => incidentOf(fact),
    plan(id) {
      const incident = board().incidents.get(id as IncidentId);
      return incident?.exercise ? (nextAnswer(incident)?.at ?? null) : null;
    },
    async act(id, now) {
      const incident = board().incidents.get(id as IncidentId);
      const next = incident && nextAnswer(incident);
      if (!next || next.at > now) return;
      const by = person('hotline', 2, dice(`${id}/hotline`));
      return (await orders.incident(by, incident.id, next.order)) ? undefined : 10 * MINUTE;
    },
  };

  function nextAnswer({ id, owed, state, times }: Incident): { at: number; order: Order } | null {
    const step = owedStep({ owed, state, times });
    if (!step || !owed) return null;
    const { reply, calls, words = [] } = owed;
    const luck = (what: string) => dice(`${id}/${what}/${reply?.at ?? 0}/${calls?.tries ?? 0}`);
    if (step.step === 'reply') {
      const since = Math.max(times.resolved ?? 0, words.at(-1) ?? 0);
      const at = since + spread(TELLS_AFTER, luck('tells'));
      return { at, order: { name: 'reply', body: { outcome: 'done', text: DONE } } };
    }
    const late = luck('late') < LEFT_LATE;
    const since = calls?.last ?? reply?.at ?? 0;
    const at = late || calls ? Math.max(since, step.due - HOUR) : since + spread(CALLS_AFTER, luck('calls'));
    const reached = luck('reached') < REACHED;
    const satisfied = luck('satisfied') < SATISFIED;
    const body = reached ? { reached, satisfied, text: satisfied ? THANKS : NOT_YET } : { reached };
    return { at, order: { name: 'call-back', body } };
  }
}

const DONE = 'Exercise: it is put right; the place was looked at afterwards.';
const THANKS = 'Exercise: the caller is content.';
const NOT_YET = 'Exercise: the caller says it is not put right.';
