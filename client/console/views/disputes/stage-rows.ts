import { openDisputeStates, settledDisputeStates, type Dispute, type DisputeState } from '#data/contract/dispute.ts';
import { DAY } from '#data/rules/civil-day.ts';

export const ages = ['week', 'month', 'older'] as const;
export type Age = (typeof ages)[number];

export const ageOf = ({ registered }: Pick<Dispute, 'registered'>, now: number): Age =>
  now - registered < 7 * DAY ? 'week' : now - registered < 30 * DAY ? 'month' : 'older';

/** Open cases of one stage, by how long ago they were registered. */
export type StageRow = { state: DisputeState; ages: Record<Age, number>; total: number; oldest: number };

/** Counts by stage and age: all that anybody but a handler ever sees of a dispute. Empty stages are left out. */
export function stageRows(disputes: Iterable<Pick<Dispute, 'state' | 'registered'>>, now: number): StageRow[] {
  const rows = new Map<DisputeState, StageRow>();
  for (const dispute of disputes) {
    const { state, registered } = dispute;
    const row = rows.get(state) ?? { state, ages: { week: 0, month: 0, older: 0 }, total: 0, oldest: registered };
    row.ages[ageOf(dispute, now)]++;
    row.total++;
    row.oldest = Math.min(row.oldest, registered);
    rows.set(state, row);
  }
  const order: readonly DisputeState[] = [...openDisputeStates, ...settledDisputeStates];
  return [...rows.values()].toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

export type DisputeClock = { name: 'confirmBy' | 'performBy' | 'followUpBy'; at: number };

/** The clock of a case that runs out first. */
export function nextClock(dispute: Pick<Dispute, DisputeClock['name']>): DisputeClock | null {
  const clocks = (['confirmBy', 'performBy', 'followUpBy'] as const).flatMap((name) => {
    const at = dispute[name];
    return at === undefined ? [] : [{ name, at }];
  });
  return clocks.toSorted((a, b) => a.at - b.at)[0] ?? null;
}

/** Whole days until then; negative: whole days over. */
export const daysLeft = (at: number, now: number): number =>
  at >= now ? Math.floor((at - now) / DAY) : -Math.ceil((now - at) / DAY);
