import type { Actor } from '#data/contract/actor.ts';
import type { ThingKind } from '#data/contract/commands/kinds.ts';
import type { Answer, Give } from '#server/desk/give.ts';
import type { How } from '#server/desk/how.ts';

/** Commands to one kind of thing, as a test says them. */
export type Commands = (actor: Actor, id: string | null, name: string, body: unknown, how?: How) => Promise<Answer>;

/** The desk by kinds of things. */
export function handsAt(give: Give) {
  const to =
    (kind: ThingKind): Commands =>
    (actor, id, name, body, how) =>
      give({ kind, id, name, body, actor, ...(how && { how }) });
  return {
    give,
    command: to('incident'),
    unitCommand: to('unit'),
    alarmCommand: to('alarm'),
    ruleCommand: to('alarm-rule'),
    inspectionCommand: to('inspection'),
  };
}
