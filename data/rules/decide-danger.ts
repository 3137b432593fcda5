import type { Actor } from '../contract/actor.ts';
import type { DangerCommand, DangerCommandName } from '../contract/commands/danger.ts';
import type { Danger, DangerState } from '../contract/danger.ts';
import type { Fact } from '../contract/fact.ts';
import { accepted, refused } from '../kit/result.ts';
import { DAY } from './civil-day.ts';
import { withReason, type Decided } from './decision.ts';

/** found -> ordered -> rectifying -> recheck -> cleared; from the re-check it may be sent back. */
const commandsIn: Readonly<Record<DangerState, readonly DangerCommandName[]>> = {
  found: ['order'],
  // Another organisation, or another day.
  ordered: ['order', 'start'],
  rectifying: ['rectified'],
  recheck: ['send-back', 'clear'],
  cleared: [],
};

/** A deadline that nobody lives to see is none. */
const LONGEST = 366 * DAY;

export type DangerContext = {
  actor: Actor;
  now: number;
  pack: { organisations?: readonly { id: string }[] };
};

/** The commands that its state takes, whoever gives them. */
export function dangerCommandsFor({ state }: Pick<Danger, 'state'>): readonly DangerCommandName[] {
  return commandsIn[state];
}

/** What a command to a hidden danger brings about, or why not. */
export function decideDanger(danger: Danger, command: DangerCommand, context: DangerContext): Decided {
  if (!commandsIn[danger.state].includes(command.name)) return refused({ why: 'state' });
  const change = { danger: danger.id, rev: danger.rev + 1 };
  const late = 'due' in command.body ? whyNoDeadline(command.body.due, context.now) : null;
  if (late) return late;
  switch (command.name) {
    case 'order': {
      const { organisation, due } = command.body;
      if (context.pack.organisations && !context.pack.organisations.some(({ id }) => id === organisation))
        return refused({ why: 'organisation-unknown', pointer: '/organisation' });
      return one({ kind: 'danger.ordered', ...change, organisation, due, ...withReason(command.body) });
    }
    case 'start':
      return one({ kind: 'danger.rectifying', ...change });
    case 'rectified':
      return one({
        kind: 'danger.rectified',
        ...change,
        rectifiedBy: context.actor,
        ...withReason(command.body),
      });
    case 'send-back':
      if (isHand(danger, context.actor)) return refused({ why: 'same-hand' });
      return one({ kind: 'danger.sent-back', ...change, due: command.body.due, reason: command.body.reason });
    case 'clear':
      if (isHand(danger, context.actor)) return refused({ why: 'same-hand' });
      return one({ kind: 'danger.cleared', ...change, ...withReason(command.body) });
  }
}

const one = (fact: Fact): Decided => accepted([fact]);

function whyNoDeadline(due: number, now: number): Decided | null {
  if (due <= now) return refused({ why: 'until-past', pointer: '/due' });
  return due > now + LONGEST ? refused({ why: 'until-far', pointer: '/due' }) : null;
}

/** Whether the actor is who said that it is put right. */
function isHand({ rectifiedBy }: Danger, { kind, id }: Actor): boolean {
  return rectifiedBy?.kind === kind && rectifiedBy.id === id;
}
