import type {
  BodyOfDispute,
  DisputeCommand,
  DisputeCommandName,
  RegisterDispute,
} from '../contract/commands/dispute.ts';
import type { AreaId, DisputeId, PersonId } from '../contract/ids.ts';
import { accepted, refused } from '../kit/result.ts';
import type { Decided } from './decision.ts';
import { CONFIRMATION_DAYS, endOfDay, FOLLOW_UP_DAYS } from './dispute-clock.ts';
import { allowedDisputeCommands } from './dispute-cycle.ts';
import { type HandledDispute, moved, nextDisputeRev, noted } from './dispute-facts.ts';
import { hold, plan } from './dispute-sessions.ts';

export type DisputeContext = {
  now: number;
  /** Days are the city's. */
  timeZone: string;
  /** Somebody of the register who works here still, with a role of officer or above. */
  mayHandle: (person: PersonId) => boolean;
};

const MOST_HANDLERS = 10;

/** A new case; `by` is its first handler. */
export function registerDispute(
  body: RegisterDispute,
  { id, areas, series, by }: { id: DisputeId; areas: AreaId[]; series: string; by: PersonId },
): Decided {
  if (areas.length === 0) return refused({ why: 'cell-unknown', pointer: '/cell' });
  if (!body.parties.some(({ name }) => name.trim() !== ''))
    return refused({ why: 'party-missing', pointer: '/parties' });
  const content = { ...body, handlers: [by], sessions: [] };
  return accepted([{ kind: 'dispute.registered', series, dispute: { id, areas }, content }]);
}

/** What a command of a handler brings about, or why not. */
export function decideDispute(
  dispute: HandledDispute,
  { name, body }: DisputeCommand,
  context: DisputeContext,
): Decided {
  if (!allowedDisputeCommands(dispute).includes(name)) return refused({ why: 'state' });
  return (deciders[name] as Decider<typeof name>)(dispute, body as never, context);
}

type Decider<Name extends DisputeCommandName> = (
  dispute: HandledDispute,
  body: BodyOfDispute<Name>,
  context: DisputeContext,
) => Decided;

const deciders: { [Name in DisputeCommandName]: Decider<Name> } = {
  screen: (dispute, body) => moved(dispute, { state: 'screened', ...body }),
  accept,
  decline: (dispute, body) => moved(dispute, { state: 'declined', ...body }),
  refer: (dispute, body) => moved(dispute, { state: 'referred', ...body }),
  plan,
  held: hold,
  agree,
  fail: (dispute, body) => moved(dispute, { state: 'failed', ...body }),
  withdraw: (dispute, body) => moved(dispute, { state: 'withdrawn', ...body }),
  confirmation: confirm,
  perform,
  performed: (dispute, body, context) => moved(dispute, { state: 'performed', ...body, ...followUp(context) }),
  breached: (dispute, body, context) => moved(dispute, { state: 'breached', ...body, ...followUp(context) }),
  'follow-up': (dispute, body) => accepted([{ kind: 'dispute.followed-up', ...nextDisputeRev(dispute), ...body }]),
  note: (dispute, { text }) => noted(dispute, { text }),
  handlers: setHandlers,
};

function accept(
  { content, ...dispute }: HandledDispute,
  body: BodyOfDispute<'accept'>,
  context: DisputeContext,
): Decided {
  const { mediator, ...said } = body;
  if (!context.mayHandle(mediator)) return refused({ why: 'mediator-unfit', pointer: '/mediator' });
  const handlers = [...new Set([...content.handlers, mediator])];
  if (handlers.length > MOST_HANDLERS) return refused({ why: 'too-many-handlers', pointer: '/mediator' });
  return moved(dispute, { state: 'accepted', ...said, content: { mediator, handlers } });
}

function agree(dispute: HandledDispute, body: BodyOfDispute<'agree'>, { now, timeZone }: DisputeContext): Decided {
  const { agreement, performBy } = body;
  if (performBy !== undefined && performBy <= now) return refused({ why: 'until-past', pointer: '/performBy' });
  const confirmBy = endOfDay(now, CONFIRMATION_DAYS, timeZone);
  return moved(dispute, {
    state: 'agreed',
    confirmBy,
    ...(performBy !== undefined && { performBy }),
    content: { agreement },
  });
}

/** Whatever the court or the parties said ends the clock; an application after it has run out would be refused. */
function confirm(
  dispute: HandledDispute,
  { confirmation }: BodyOfDispute<'confirmation'>,
  { now }: DisputeContext,
): Decided {
  const { confirmBy, content } = dispute;
  const before = content.confirmation;
  if (before === confirmation) return refused({ why: 'step-passed', pointer: '/confirmation' });
  const asks = before === undefined && confirmation !== 'waived';
  if (asks && confirmBy !== undefined && now > confirmBy)
    return refused({ why: 'confirmation-late', pointer: '/confirmation' });
  return noted(dispute, { confirmed: true, content: { confirmation } });
}

/** The court may still be asked while the parties perform. */
function perform(dispute: HandledDispute, body: BodyOfDispute<'perform'>, { now }: DisputeContext): Decided {
  if (body.performBy !== undefined && body.performBy <= now)
    return refused({ why: 'until-past', pointer: '/performBy' });
  const { confirmBy } = dispute;
  const performBy = body.performBy ?? dispute.performBy;
  return moved(dispute, {
    state: 'performing',
    ...(confirmBy !== undefined && { confirmBy }),
    ...(performBy !== undefined && { performBy }),
  });
}

function setHandlers(dispute: HandledDispute, body: BodyOfDispute<'handlers'>, { mayHandle }: DisputeContext): Decided {
  const handlers = [...new Set(body.handlers)];
  const unfit = body.handlers.findIndex((person) => !dispute.content.handlers.includes(person) && !mayHandle(person));
  if (unfit >= 0) return refused({ why: 'handler-unfit', pointer: `/handlers/${unfit}` });
  const { mediator } = dispute.content;
  if (mediator !== undefined && !handlers.includes(mediator))
    return refused({ why: 'mediator-missing', pointer: '/handlers' });
  return noted(dispute, { content: { handlers } });
}

const followUp = ({ now, timeZone }: DisputeContext) => ({ followUpBy: endOfDay(now, FOLLOW_UP_DAYS, timeZone) });
