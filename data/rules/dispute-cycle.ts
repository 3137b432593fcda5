import type { DisputeCommandName } from '../contract/commands/dispute.ts';
import type { Dispute, DisputeState } from '../contract/dispute.ts';

type Names = readonly DisputeCommandName[];
const always = ['note', 'handlers'] as const satisfies Names;
/** Taking part is of free will: until they agree, the parties may end it at any time. */
const underWay = ['withdraw', ...always] as const satisfies Names;

/** Which commands each state of a dispute knows. */
export const disputeCommandsIn: Readonly<Record<DisputeState, Names>> = {
  registered: ['screen', ...underWay],
  screened: ['accept', 'refer', 'decline', ...underWay],
  accepted: ['plan', ...underWay],
  mediating: ['plan', 'held', 'agree', 'fail', ...underWay],
  agreed: ['confirmation', 'perform', ...always],
  performing: ['confirmation', 'performed', 'breached', ...always],
  performed: ['follow-up', ...always],
  breached: ['follow-up', ...always],
  referred: [],
  declined: [],
  failed: [],
  withdrawn: [],
};

/** What a command needs beside the state. */
const needs: Partial<Record<DisputeCommandName, (dispute: Dispute) => boolean>> = {
  held: ({ content }) => content?.sessions.some(({ held }) => held === undefined) ?? false,
  confirmation: ({ content }) => content?.confirmation === undefined || content.confirmation === 'applied',
};

/** The commands that make sense for the dispute as it stands, whoever gives them. */
export function allowedDisputeCommands(dispute: Dispute): DisputeCommandName[] {
  const { state, followUpBy } = dispute;
  // After the visit there is nothing left to do.
  if ((state === 'performed' || state === 'breached') && followUpBy === undefined) return [];
  return disputeCommandsIn[state].filter((name) => needs[name]?.(dispute) ?? true);
}
