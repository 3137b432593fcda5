import type { LoggedFact } from '#data/contract/fact.ts';
import { doneAt } from '#data/fold/done-at.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import { toldLater } from '#client/words/shared/told-later.ts';

export type Line = { seq: number; at: number; what: string; more: string };

/** A checklist's name, and its item's where one is named; ids that the pack does not know stand for themselves. */
export function checklistSaid(
  { checklists }: Pick<CityPack, 'checklists'>,
  checklist: string,
  item: string | null,
  say: Speech,
): string {
  const list = checklists.find(({ id }) => id === checklist);
  const name = list ? say.name(list.names) : checklist;
  if (item === null) return name;
  const entry = list?.items.find(({ id }) => id === item);
  return `${name}: ${entry ? say.name(entry.names) : item}`;
}

/** What happened to a cell, line by line, as the record has it. */
export function historySaid(
  facts: readonly LoggedFact[],
  pack: Pick<CityPack, 'checklists'>,
  words: ConsoleWords['grid'],
  say: Speech,
): Line[] {
  return facts.flatMap((fact) => {
    const what = words.facts[fact.kind as keyof typeof words.facts];
    if (what === undefined) return [];
    const more = [moreOf(fact, pack, words, say), toldLater(fact, say, fact.at)].filter(Boolean).join(', ');
    return [{ seq: fact.seq, at: doneAt(fact), what, more }];
  });
}

function moreOf(
  fact: LoggedFact,
  pack: Pick<CityPack, 'checklists'>,
  words: ConsoleWords['grid'],
  say: Speech,
): string {
  switch (fact.kind) {
    case 'post.filled':
      return fact.post ? `${words.roles[fact.post.role]}: ${fact.post.name ?? fact.post.person}` : '';
    case 'post.vacated':
      return [words.roles[fact.role], fact.reason].filter(Boolean).join(', ');
    case 'inspection.fell-due':
      return checklistSaid(pack, fact.inspection.checklist, null, say);
    case 'inspection.done': {
      const bad = fact.answers?.filter(({ ok }) => !ok).length ?? 0;
      const list = fact.checklist === undefined ? '' : checklistSaid(pack, fact.checklist, null, say);
      return bad > 0 ? `${list} (${words.notOk}: ${say.number(bad)})` : list;
    }
    case 'danger.found':
      return checklistSaid(pack, fact.danger.checklist, fact.danger.item, say);
    case 'danger.ordered':
    case 'danger.rectified':
    case 'danger.sent-back':
    case 'danger.cleared':
      return fact.reason ?? '';
    default:
      return '';
  }
}
