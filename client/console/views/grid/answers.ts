import type { Checklist } from '#data/contract/city-pack.ts';
import type { Answer } from '#data/contract/grid.ts';
import type { Draft } from '#client/page/drafts.ts';

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

/** What somebody has ticked, as a draft keeps it: `{ exits: ['no', 'the door is blocked'] }`. */
export function draftOf(ticks: Ticks): Draft {
  const said = Object.entries(ticks).filter(([, { ok }]) => ok !== undefined);
  return Object.fromEntries(said.map(([item, { ok, note }]) => [item, [ok ? 'yes' : 'no', note ?? '']]));
}

export function ticksOf(draft: Draft): Record<string, { ok: boolean; note?: string }> {
  const kept = Object.entries(draft).filter(([, said]) => said[0] === 'yes' || said[0] === 'no');
  return Object.fromEntries(
    kept.map(([item, [ok, note]]) => [item, { ok: ok === 'yes', ...(note !== undefined && note !== '' && { note }) }]),
  );
}
