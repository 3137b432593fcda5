import type { IncidentState, Priority } from '#data/contract/incident.ts';
import { circle, type Drawing, type Ink } from '../widget/ink.ts';
import type { Palette } from '../widget/palette.ts';

/** What a mark tells of the life cycle: does somebody have it, are they there, is it done. */
export const stages = ['waiting', 'sent', 'onscene', 'done'] as const;
export type Stage = (typeof stages)[number];

const stageByState: Record<IncidentState, Stage> = {
  reported: 'waiting',
  triaged: 'waiting',
  assigned: 'sent',
  enroute: 'sent',
  onscene: 'onscene',
  resolved: 'done',
  verified: 'done',
  closed: 'done',
  cancelled: 'done',
  duplicate: 'done',
  referred: 'done',
};
export const stageOf = (state: IncidentState): Stage => stageByState[state];

/** Everything that tells one mark from another. */
export type MarkLook = { priority: Priority; stage: Stage; overdue: boolean };

/** The name of its image in the map's style. */
export const markName = ({ priority, stage, overdue }: MarkLook) =>
  `mark-${priority}-${stage}${overdue ? '-overdue' : ''}`;

export const markLooks: readonly MarkLook[] = ([1, 2, 3, 4] as const).flatMap((priority) =>
  stages.flatMap((stage) => [false, true].map((overdue) => ({ priority, stage, overdue }))),
);

const SIZE = 36;
/** The less pressing, the less room in the eye and on the map. */
const sizes: Record<Priority, number> = { 1: 1, 2: 0.95, 3: 0.78, 4: 0.68 };
/** What only waits for its check. */
const DONE = 0.75;
export const markSize = ({ priority, stage }: Omit<MarkLook, 'overdue'>): number =>
  sizes[priority] * (stage === 'done' ? DONE : 1);

/** Each shape at `k` times its size. */
const shapes: Record<Priority, (k: number) => string> = {
  1: (k) => `M0,${-12.5 * k}L${12.5 * k},0L0,${12.5 * k}L${-12.5 * k},0Z`,
  2: (k) => `M0,${-11.5 * k}L${12 * k},${9.5 * k}L${-12 * k},${9.5 * k}Z`,
  3: (k) => `M${-10 * k},${-10 * k}H${10 * k}V${10 * k}H${-10 * k}Z`,
  4: (k) => circle(9.5 * k),
};
/** Where the sign inside sits: a triangle's middle is low. */
const middle: Record<Priority, number> = { 1: 0, 2: 2.5, 3: 0, 4: 0 };
const ring = (k: number) => circle(13.5 * k + 2);

const signs: Partial<Record<Stage, (y: number) => string>> = {
  sent: (y) => `M-1.8,${y - 3.6}L1.8,${y}L-1.8,${y + 3.6}`,
  onscene: (y) => `M-3.8,${y + 0.2}L-1,${y + 3}L4,${y - 3}`,
};

export const priorityColour = (priority: Priority, palette: Palette) =>
  ({ 1: palette.p1, 2: palette.p2, 3: palette.p3, 4: palette.p4 })[priority];

/**
 * The mark of an incident: shape and colour by priority, inside it an arrow when a unit is sent, a
 * tick when one is there, small and hollow when it is done; a ring around it when a time limit has passed.
 */
export function incidentMark({ priority, stage, overdue }: MarkLook, palette: Palette): Drawing {
  const colour = priorityColour(priority, palette);
  const size = markSize({ priority, stage });
  const d = shapes[priority](size);
  const inks: Ink[] = [];
  if (overdue)
    inks.push({ d: ring(size), stroke: palette.halo, width: 4.5 }, { d: ring(size), stroke: colour, width: 2.2 });
  inks.push({ d, fill: palette.halo, stroke: palette.halo, width: 4 });
  inks.push(stage === 'done' ? { d, stroke: colour, width: 2.4 } : { d, fill: colour, stroke: colour, width: 1 });
  const sign = signs[stage];
  if (sign) inks.push({ d: sign(middle[priority]), stroke: palette.onMark, width: 2.6 });
  return { size: SIZE, inks };
}
