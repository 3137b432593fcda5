import type { Danger } from '#data/contract/danger.ts';
import type { LoggedFact } from '#data/contract/fact.ts';
import { doneAt } from '#data/fold/done-at.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { ConsoleWords } from '#client/words/console/console-words.ts';
import type { Speech } from '#client/words/shared/speech.ts';
import { toldLater } from '#client/words/shared/told-later.ts';

export type Line = { seq: number; at: number; what: string; more: string };

/** A checklist's name; an id that the pack does not know stands for itself. */
export function checklistSaid({ checklists }: Pick<CityPack, 'checklists'>, checklist: string, say: Speech): string {
  const list = checklists.find(({ id }) => id === checklist);
  return list ? say.name(list.names) : checklist;
}

/** A danger by the item of a checklist that is not met: the item's own words say how it should be. */
export function dangerSaid(
  pack: Pick<CityPack, 'checklists'>,
  { checklist, item }: Pick<Danger, 'checklist' | 'item'>,
  { notMet }: Pick<ConsoleWords['dangers'], 'notMet'>,
  say: Speech,
): string {
  const asked = pack.checklists.find(({ id }) => id === checklist)?.items.find(({ id }) => id === item);
  return `${checklistSaid(pack, checklist, say)}: ${notMet(asked ? say.name(asked.names) : item)}`;
}

/** What happened to a cell, line by line, as the record has it. */
export function historySaid(
  facts: readonly LoggedFact[],
  pack: Pick<CityPack, 'checklists'>,
  words: Pick<ConsoleWords, 'grid' | 'dangers'>,
  say: Speech,
): Line[] {
  return facts.flatMap((fact) => {
    const what = words.grid.facts[fact.kind as keyof typeof words.grid.facts];
    if (what === undefined) return [];
    const more = [moreOf(fact, pack, words, say), toldLater(fact, say, fact.at)].filter(Boolean).join(', ');
    return [{ seq: fact.seq, at: doneAt(fact), what, more }];
  });
}

function moreOf(
  fact: LoggedFact,
  pack: Pick<CityPack, 'checklists'>,
  words: Pick<ConsoleWords, 'grid' | 'dangers'>,
  say: Speech,
): string {
  switch (fact.kind) {
    case 'post.filled':
      return fact.post ? `${words.grid.roles[fact.post.role]}: ${fact.post.name ?? fact.post.person}` : '';
    case 'post.vacated':
      return [words.grid.roles[fact.role], fact.reason].filter(Boolean).join(', ');
    case 'inspection.fell-due':
      return checklistSaid(pack, fact.inspection.checklist, say);
    case 'inspection.done': {
      const bad = fact.answers?.filter(({ ok }) => !ok).length ?? 0;
      const list = fact.checklist === undefined ? '' : checklistSaid(pack, fact.checklist, say);
      return bad > 0 ? `${list} (${words.grid.notOk}: ${say.number(bad)})` : list;
    }
    case 'danger.found':
      return dangerSaid(pack, fact.danger, words.dangers, say);
    case 'danger.ordered':
    case 'danger.rectified':
    case 'danger.sent-back':
    case 'danger.cleared':
      return fact.reason ?? '';
    default:
      return '';
  }
}
