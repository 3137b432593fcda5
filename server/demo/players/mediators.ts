import type { Actor } from '#data/contract/actor.ts';
import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { DisputeCommand } from '#data/contract/commands/dispute.ts';
import type { Dispute, DisputeState } from '#data/contract/dispute.ts';
import type { CellId, DisputeId, PersonId } from '#data/contract/ids.ts';
import { DAY, HOUR, MINUTE } from '#data/rules/civil-day.ts';
import type { HandledDispute } from '#data/rules/dispute-facts.ts';
import { spread, type Dice } from '../chance.ts';
import type { Drill } from '../orders.ts';
import { signedInAs } from './people.ts';
import type { Player } from '../player.ts';
import { agreementOf, inventQuarrel } from './quarrels.ts';
import type { Tempo } from '../tempo.ts';

type Parts = {
  board: () => Board;
  drill: Drill;
  pack: Pick<CityPack, 'cells'>;
  dice: Dice;
  tempo: Tempo;
  /** The cells of the community that can be looked at in the demo. */
  home: readonly CellId[];
  /** Nothing is brought to the station before then. */
  from: number;
};

const mediators = [signedInAs('mediator'), signedInAs('mediator2')] as const;
/** From one registration to the next. */
const EVERY = 0.35 * DAY;
const SESSION_AFTER = 2 * DAY;
/** How long a case usually stays in a state. */
const usually: Readonly<Record<DisputeState, number>> = {
  registered: 1.3 * DAY,
  screened: 1.5 * DAY,
  accepted: 1.8 * DAY,
  mediating: 2 * HOUR,
  agreed: 3 * DAY,
  performing: 6 * DAY,
  performed: 7 * DAY,
  breached: 12 * DAY,
  referred: 0,
  declined: 0,
  failed: 0,
  withdrawn: 0,
};

/** The two mediators of the demo and those who come to them. */
export function createMediators({ board, drill, pack, dice, tempo, home, from }: Parts): Player {
  const NEXT = 'the next quarrel';

  return {
    *subjects() {
      yield NEXT;
      for (const dispute of board().disputes.values()) if (isOurs(dispute)) yield dispute.id;
    },
    concerns: (fact) =>
      !('dispute' in fact) ? undefined : typeof fact.dispute === 'string' ? fact.dispute : fact.dispute.id,
    plan(id, now) {
      if (id === NEXT)
        return Math.max(now, tempo.after(lastRegistered(), EVERY * (0.6 + 0.8 * dice(`quarrel/${lastRegistered()}`))));
      const dispute = board().disputes.get(id as DisputeId);
      return dispute && isOurs(dispute) ? Math.max(now, stepAt(dispute)) : null;
    },
    async act(id, now) {
      if (id === NEXT) return register(now);
      const dispute = board().disputes.get(id as DisputeId);
      if (!dispute || !isOurs(dispute) || stepAt(dispute) > now) return;
      const command = stepOf(dispute, now);
      if (!command) return DAY;
      const by = handlerOf(dispute);
      // Nobody may mediate where the demo's people are not registered.
      if (!(await drill(by, 'dispute', id, command.name, command.body)).ok) return HOUR;
    },
  };

  async function register(now: number): Promise<number | void> {
    const by = person(mediators[Math.floor(dice(`by/${now}`) * 2)]!);
    const quarrel = inventQuarrel(pack, dice, `quarrel/${now}`, home);
    if (!(await drill(by, 'dispute', null, 'register', quarrel)).ok) return HOUR;
  }

  function lastRegistered(): number {
    let last = from;
    for (const dispute of board().disputes.values())
      if (isOurs(dispute) && dispute.registered > last) last = dispute.registered;
    return last;
  }

  /** When its mediator goes on with it; a session is waited for. */
  function stepAt(dispute: HandledDispute): number {
    const { id, state, since, rev, content, confirmBy, followUpBy } = dispute;
    const u = dice(`${id}/${rev}/wait`);
    const planned = content.sessions.find(({ held }) => held === undefined);
    if (state === 'mediating')
      return tempo.after(planned?.at ?? since, planned ? 50 * MINUTE : spread(usually.mediating, u));
    const usual = tempo.after(since, spread(usually[state], u));
    if (state === 'agreed' && confirmBy !== undefined) return Math.min(usual, confirmBy - DAY);
    return followUpBy === undefined ? usual : Math.min(usual, followUpBy - DAY);
  }

  function stepOf({ id, state, rev, confirmBy, content }: HandledDispute, now: number): DisputeCommand | null {
    const u = dice(`${id}/${rev}/turn`);
    const after = (ms: number) => Math.round(tempo.after(now, ms));
    const said = (text: string) => ({ text: `Exercise: ${text}` });
    switch (state) {
      case 'registered':
        return u < 0.05 ? { name: 'withdraw', body: said('they have made up') } : { name: 'screen', body: {} };
      case 'screened':
        if (u < 0.1) return { name: 'refer', body: said('to labour arbitration') };
        if (u < 0.18) return { name: 'decline', body: said('a court has it already') };
        return { name: 'accept', body: { mediator: otherThan(content.handlers[0]) } };
      case 'accepted':
        return { name: 'plan', body: { at: after(SESSION_AFTER * (0.4 + u)) } };
      case 'mediating':
        return afterSession(content, u, after);
      case 'agreed':
        if (confirmBy !== undefined && content.confirmation === undefined && u < 0.3)
          return { name: 'confirmation', body: { confirmation: u < 0.2 ? 'applied' : 'waived' } };
        return { name: 'perform', body: { performBy: after(20 * DAY) } };
      case 'performing':
        return u < 0.3 ? { name: 'breached', body: said('not paid in time') } : { name: 'performed', body: {} };
      case 'performed':
      case 'breached':
        return { name: 'follow-up', body: { holds: state === 'performed', ...said('visited both') } };
      default:
        return null;
    }
  }

  function afterSession(
    { sessions, kind }: HandledDispute['content'],
    u: number,
    after: (ms: number) => number,
  ): DisputeCommand {
    const planned = sessions.find(({ held }) => held === undefined);
    if (planned) {
      const held = u < 0.9;
      return { name: 'held', body: { at: planned.at, held, ...(held && { outcome: 'Exercise: both were heard' }) } };
    }
    if (u < 0.25 && sessions.length < 4) return { name: 'plan', body: { at: after(SESSION_AFTER * (0.5 + u)) } };
    if (u < 0.38) return { name: 'fail', body: { text: 'Exercise: no way was found' } };
    return { name: 'agree', body: { agreement: agreementOf(kind), performBy: after(25 * DAY) } };
  }
}

const person = (id: PersonId): Actor => ({ kind: 'person', id });
const otherThan = (id: PersonId | undefined) => (id === mediators[0] ? mediators[1] : mediators[0]);

/** What the demo brought in, as long as one of its own mediators handles it. */
function isOurs(dispute: Dispute): dispute is HandledDispute {
  return dispute.exercise && (dispute.content?.handlers.some((id) => mediators.includes(id)) ?? false);
}

function handlerOf({ content: { mediator, handlers } }: HandledDispute): Actor {
  return person(handlers.find((id) => id === mediator) ?? handlers.find((id) => mediators.includes(id))!);
}
