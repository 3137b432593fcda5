/// <reference types="svelte" />
import type { Actor } from '#data/contract/actor.ts';
import type { UnitId } from '#data/contract/ids.ts';
import { listPeople } from '#data/contract/routes/people.ts';
import type { ConsoleContext } from '../context.ts';

/** Names behind the ids that a record carries. */
export type Names = {
  actor(by: Actor | undefined): string;
  unit(id: string): string;
  organisation(id: string): string;
  incident(id: string): string;
};

/** Whom one works with is asked for once; a record shows ids until the answer is there. */
export function createNames(context: ConsoleContext): Names {
  let people = $state.raw<ReadonlyMap<string, string>>(new Map());
  void context.session.call(listPeople).then((answer) => {
    if (answer.ok) people = new Map(answer.value.items.map(({ id, name }) => [id, name]));
  });
  const organisations = new Map(context.pack.organisations.map((one) => [one.id, one.names]));
  const unit = (id: string) => context.names.unit(context.picture.board.units.get(id as UnitId) ?? { id });

  return {
    actor(by) {
      const words = context.words.work.record;
      if (by === undefined) return words.unknown;
      if (by.kind === 'rule') return words.rule;
      if (by.kind === 'unit') return unit(by.id);
      return by.kind === 'person' ? (people.get(by.id) ?? by.id) : by.id;
    },
    unit,
    organisation(id) {
      const names = organisations.get(id);
      return names ? context.say.name(names) : id;
    },
    incident: (id) => context.picture.board.incidents.get(id as never)?.number ?? id,
  };
}
