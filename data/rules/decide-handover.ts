import type { Actor } from '../contract/actor.ts';
import type { HandoverCommandName } from '../contract/commands/handover.ts';
import type { Handover } from '../contract/shift.ts';
import { accepted, refused } from '../kit/result.ts';
import type { Decided } from './decision.ts';

/** The commands that a hand-over waits for, whoever gives them. */
export function allowedHandoverCommands({ given, taken }: Handover): HandoverCommandName[] {
  if (taken) return [];
  return given ? ['take'] : ['give'];
}

/** A signature: who gives the shift signs first, somebody else takes it. */
export function signHandover(handover: Handover, as: HandoverCommandName, actor: Actor): Decided {
  const { id, area, drawnUp, given, taken } = handover;
  if (taken) return refused({ why: 'taken-already' });
  if (as === 'give') {
    if (given) return refused({ why: 'given-already' });
    return accepted([{ kind: 'handover.signed', handover: id, as: 'giving' }]);
  }
  if (!given) return refused({ why: 'give-first' });
  if (given.by?.kind === actor.kind && given.by.id === actor.id) return refused({ why: 'same-signer' });
  return accepted([
    { kind: 'handover.signed', handover: id, as: 'taking', notesApart: true },
    { kind: 'shift.handed-over', until: drawnUp, ...(area !== undefined && { area }) },
  ]);
}
