import type { CityPack, Names } from '#data/contract/city-pack.ts';
import type { Answer, Inspection } from '#data/contract/grid.ts';
import type { Dice } from '../chance.ts';
import { spokenIn } from '../spoken.ts';
import { isHeldByHand, type PostHolders } from './people.ts';

/** Of the visits, the share that finds something. */
const FINDS = 0.06;
/** The same where somebody may be looking. */
const FINDS_BY_HAND = 0.4;

/** What a visit finds: an answer for every item of its checklist, few of them bad. */
export type Findings = (inspection: Pick<Inspection, 'id' | 'cell' | 'checklist'>) => Answer[] | undefined;

export function createFindings(
  pack: Pick<CityPack, 'checklists' | 'city'>,
  dice: Dice,
  holders: PostHolders,
): Findings {
  const checklists = new Map(pack.checklists.map((checklist) => [checklist.id, checklist]));
  const { both } = spokenIn(pack);
  const notInOrder = ({ en, zh = en }: Names) =>
    both({ en: `Exercise: not in order: ${en.toLowerCase()}`, zh: `演练：不合格：${zh}` });
  return ({ id, cell, checklist }) => {
    const items = checklists.get(checklist)?.items;
    if (!items) return undefined;
    const finds = isHeldByHand(holders(cell)) ? FINDS_BY_HAND : FINDS;
    const bad = dice(`${id}/finds`) < finds ? Math.floor(dice(`${id}/what`) * items.length) : -1;
    return items.map((item, i) =>
      i === bad ? { item: item.id, ok: false, note: notInOrder(item.names) } : { item: item.id, ok: true },
    );
  };
}
