import type { Board } from '#data/contract/board.ts';
import { SILENT_ON_DUTY } from '#data/rules/alarm-rules.ts';
import { MINUTE } from '#data/rules/civil-day.ts';
import type { Intake } from '../../intake/intake.ts';
import type { Dice } from '../chance.ts';
import { demoSender } from '../exercise.ts';
import type { Fleet } from './fleet.ts';
import type { Crew } from './muster.ts';
import type { Roster } from './roster.ts';

/** From then on before the first look the crews are heard: long enough for a silence to be an alarm. */
export const HEARD_BEFORE = SILENT_ON_DUTY + 4 * MINUTE;
/** Often enough for everybody to count as heard, ms. */
const HEARD_EVERY = 28_000;
/** How long after the first look the lost one is found again. */
const FOUND_AFTER = 25 * MINUTE;

type Parts = {
  board: () => Board;
  intake: Pick<Intake, 'positions'>;
  fleet: Fleet;
  roster: Roster;
  dice: Dice;
  sends: (crew: Crew, t: number) => boolean;
};

/** A free crew that is on its rounds from `at` until it is found again: nobody is sent where none can be reached. */
export function pickLost(
  { board, fleet, roster, dice }: Omit<Parts, 'intake' | 'sends'>,
  at: number,
  lookedAt: number,
) {
  const isOnRounds = (crew: Crew) =>
    [at, lookedAt, lookedAt + FOUND_AFTER].every((t) => roster(crew, t).reason !== 'offduty') &&
    board().units.get(crew.id)?.incident === undefined;
  const [lost] = fleet.crews.filter(isOnRounds).sort((a, b) => dice(`${a.id}/lost`) - dice(`${b.id}/lost`));
  return new Map(lost ? [[lost.id as string, lookedAt + FOUND_AFTER]] : []);
}

/** Lives through the time up to `to` while the crews are heard; `first` is heard once, whoever it is. */
export async function liveHeard(
  { intake, fleet, sends }: Pick<Parts, 'intake' | 'fleet' | 'sends'>,
  span: { from: number; to: number; first: ReadonlyMap<string, number> },
  catchUp: (to: number) => Promise<void>,
): Promise<void> {
  for (let at = span.from; at < span.to; at += HEARD_EVERY) {
    await catchUp(at);
    const heard = fleet.crews.filter((crew) => (at === span.from && span.first.has(crew.id)) || sends(crew, at));
    const fixes = heard.map(({ id }) => ({ unit: id, at, ...fleet.motion(id, at), accuracy: 6 }));
    if (fixes.length > 0) await intake.positions(demoSender, fixes);
  }
}
