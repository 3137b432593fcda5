import type { IncidentCommandName } from '#data/contract/commands/incident.ts';
import type { CommandAnswer } from '#data/contract/desk-api.ts';
import type { IncidentId, Seq, UnitId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { accepted } from '#data/kit/result.ts';
import { fourStillToAsk } from '#data/rules/four-way.ts';
import type { Answer } from '#client/call/refusal.ts';
import { raise } from '#client/page/raise.ts';
import type { ConsoleContext } from '../context.ts';
import { refusalSaid } from '../refusal-said.ts';
import type { WorkCommand } from '../actions/about.ts';
import type { Names } from './people.svelte.ts';
import { inverseOf } from './undo.ts';

/** Gives commands, says what was done, and offers the way back where there is an honest one. */
export type Give = {
  command(command: WorkCommand, row: Incident, body: object, rev: number): Promise<Answer<unknown>>;
  /** Sends a unit; what nobody has triaged yet is triaged as it was reported. */
  send(row: Incident, unit: UnitId): Promise<void>;
};

export function createGive(context: ConsoleContext, people: Names): Give {
  const { session, toasts } = context;
  const words = () => context.words.work;
  /** Bodies come from the forms, which are what the commands' schemas ask for. */
  const post = (id: IncidentId, command: IncidentCommandName, body: object, rev: number) =>
    session.light('POST /api/v1/incidents/:id/:command', { params: { id, command }, body, ifMatch: rev } as never);
  const refuse = (answer: Answer<unknown>) => {
    if (!answer.ok) toasts.say(refusalSaid(answer.refusal, context.words), { tone: 'refused' });
  };
  const onBoard = (id: IncidentId) => context.picture.board.incidents.get(id);

  function said(command: WorkCommand, body: Readonly<Record<string, unknown>>): string {
    const { done, commands } = words();
    const unit = people.unit(String(body['unit'] ?? ''));
    if (command === 'assign' || command === 'unassign') return done[command](unit);
    if (command === 'reassign') return done.reassign(people.unit(String(body['from'])), unit);
    if (command === 'triage' || command === 'suspend' || command === 'resume' || command === 'link')
      return done[command];
    return done.other(commands[command]);
  }

  /** With what takes it back, if nobody has done anything since: another revision is a refusal. */
  function tell(command: WorkCommand, before: Incident, body: object, made: CommandAnswer, first = ''): void {
    const fields = body as Record<string, unknown>;
    const text = `${before.number}: ${said(command, fields)}${first}`;
    const canGo = inverseOf(command, fields, before, onBoard(before.id), words().done.undoReason) !== null;
    toasts.say(
      text,
      canGo || command === 'link' ? { undo: () => takeBack(command, fields, before, made.rev ?? 0).catch(raise) } : {},
    );
  }
  async function takeBack(
    command: WorkCommand,
    body: Readonly<Record<string, unknown>>,
    before: Incident,
    rev: number,
  ) {
    const inverse = inverseOf(command, body, before, onBoard(before.id), words().done.undoReason);
    const answer = inverse && (await post(before.id, inverse.name, inverse.body, rev));
    if (answer?.ok) toasts.say(words().done.undone);
    else toasts.say(words().done.notUndone, { tone: 'refused' });
  }

  /** First the new unit, so that the incident is never without one. */
  async function reassign(row: Incident, body: { from: UnitId; unit: UnitId; reason?: string }, rev: number) {
    const { from, unit, ...reason } = body;
    const sent = await post(row.id, 'assign', { unit, ...reason }, rev);
    if (!sent.ok) return sent;
    const cleared = await post(row.id, 'unassign', { unit: from, ...reason }, sent.value.rev ?? rev + 1);
    if (cleared.ok) tell('reassign', row, body, cleared.value);
    return cleared;
  }

  /** Each party is a step of its own on record; who is asked first leads. One message, and one way back for all. */
  async function linkAll(row: Incident, body: object, rev: number): Promise<Answer<CommandAnswer>> {
    let at = rev;
    let answer: Answer<CommandAnswer> = accepted({ seq: 0 as Seq, id: row.id, rev });
    const asked: string[] = [];
    for (const { id: organisation } of fourStillToAsk(onBoard(row.id) ?? row, context.pack)) {
      answer = await post(row.id, 'link', { ...body, organisation }, at);
      if (!answer.ok) break;
      at = answer.value.rev ?? at + 1;
      asked.push(organisation);
    }
    if (asked.length > 0) {
      const text = `${row.number}: ${words().done.linkAll(context.say.number(asked.length))}`;
      toasts.say(text, { undo: () => withdrawAll(row.id, asked, at).catch(raise) });
    }
    return answer;
  }
  async function withdrawAll(id: IncidentId, asked: readonly string[], rev: number) {
    let at = rev;
    for (const { id: task, organisation } of onBoard(id)?.tasks ?? []) {
      if (!asked.includes(organisation)) continue;
      const answer = await post(id, 'task-withdraw', { task, reason: words().done.undoReason }, at);
      if (!answer.ok) return toasts.say(words().done.notUndone, { tone: 'refused' });
      at = answer.value.rev ?? at + 1;
    }
    toasts.say(words().done.undone);
  }

  return {
    async command(command, row, body, rev) {
      if (command === 'reassign') return reassign(row, body as { from: UnitId; unit: UnitId }, rev);
      if (command === 'link-all') return linkAll(row, body, rev);
      // A line more in the record contradicts nothing that was written meanwhile.
      const answer = await post(row.id, command, body, command === 'note' ? (onBoard(row.id)?.rev ?? rev) : rev);
      if (answer.ok) tell(command, row, body, answer.value);
      return answer;
    },
    async send(row, unit) {
      let rev = row.rev;
      if (row.state === 'reported') {
        const triaged = await post(row.id, 'triage', {}, rev);
        if (!triaged.ok) return refuse(triaged);
        rev = triaged.value.rev ?? rev + 1;
      }
      const answer = await post(row.id, 'assign', { unit }, rev);
      if (!answer.ok) return refuse(answer);
      tell('assign', row, { unit }, answer.value, row.state === 'reported' ? ` (${words().send.first})` : '');
    },
  };
}
