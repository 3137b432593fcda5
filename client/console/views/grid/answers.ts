import type { Checklist } from '#data/contract/city-pack.ts';
import type { Answer } from '#data/contract/grid.ts';

/** What somebody has ticked so far, by item. */
export type Ticks = Readonly<Record<string, { ok?: boolean | undefined; note?: string | undefined }>>;

/** One answer for every item of the checklist, in its order; null while an item has none. */
export function answersOf({ items }: Pick<Checklist, 'items'>, ticks: Ticks): Answer[] | null {
  const answers: Answer[] = [];
  for (const { id } of items) {
    const tick = ticks[id];
    if (tick?.ok === undefined) return null;
    const note = tick.note?.trim();
    answers.push({ item: id, ok: tick.ok, ...(note && { note }) });
  }
  return answers;
}
