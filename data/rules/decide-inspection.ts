import type { FindDanger } from '../contract/commands/danger.ts';
import type { InspectionCommand } from '../contract/commands/inspection.ts';
import type { CityPack } from '../contract/city-pack.ts';
import type { Fact } from '../contract/fact.ts';
import type { Answer, Inspection } from '../contract/grid.ts';
import type { DangerId } from '../contract/ids.ts';
import { accepted, refused } from '../kit/result.ts';
import { areasOfCell, type AreaPack } from './cell-areas.ts';
import type { Decided, Fault } from './decision.ts';

type Checklists = { checklists: readonly Pick<CityPack['checklists'][number], 'id' | 'items'>[] };

export type FindingContext = {
  pack: AreaPack & Checklists;
  /** An id for the danger that is found by an item. */
  idFor: (item: string) => DangerId;
};

/** A visit is done; whatever was not in order becomes a hidden danger in the same entry. */
export function decideInspection(
  inspection: Inspection,
  { body }: InspectionCommand,
  { pack, idFor }: FindingContext,
): Decided {
  const { id, cell, areas, checklist } = inspection;
  const done: Fact = { kind: 'inspection.done', inspection: id, cell, checklist };
  if (!body.answers) return accepted([done]);
  const fault = answersFault(body.answers, checklist, pack);
  if (fault) return refused(fault);
  const found = body.answers
    .filter(({ ok }) => !ok)
    .map(({ item, note, photo }): Fact => {
      const what = { ...(note !== undefined && { text: note }), ...(photo !== undefined && { photo }) };
      return {
        kind: 'danger.found',
        danger: { id: idFor(item), cell, areas, checklist, item, inspection: id, ...what },
      };
    });
  return accepted([{ ...done, answers: body.answers }, ...found]);
}

/** Somebody found something between two visits. */
export function decideFinding(found: FindDanger, { pack, idFor }: FindingContext): Decided {
  const { cell, checklist, item } = found;
  if (!pack.cells.some(({ id }) => id === cell)) return refused({ why: 'cell-unknown', pointer: '/cell' });
  const items = itemsOf(checklist, pack);
  if (!items) return refused({ why: 'checklist-unknown', pointer: '/checklist' });
  if (!items.has(item)) return refused({ why: 'item-unknown', pointer: '/item' });
  const { text, photo } = found;
  const what = { ...(text !== undefined && { text }), ...(photo !== undefined && { photo }) };
  const danger = { id: idFor(item), cell, areas: areasOfCell(cell, pack), checklist, item, ...what };
  return accepted([{ kind: 'danger.found', danger }]);
}

/** One answer for every item, and none for anything else. */
function answersFault(answers: readonly Answer[], checklist: string, pack: Checklists): Fault | null {
  const items = itemsOf(checklist, pack);
  if (!items) return { why: 'checklist-unknown', pointer: '/answers' };
  const answered = new Set<string>();
  for (const [i, { item }] of answers.entries()) {
    if (!items.has(item)) return { why: 'item-unknown', pointer: `/answers/${i}/item` };
    if (answered.has(item)) return { why: 'item-twice', pointer: `/answers/${i}/item` };
    answered.add(item);
  }
  return answered.size < items.size ? { why: 'item-missing', pointer: '/answers' } : null;
}

function itemsOf(checklist: string, { checklists }: Checklists): Set<string> | undefined {
  const found = checklists.find(({ id }) => id === checklist);
  return found && new Set(found.items.map(({ id }) => id));
}
