import type { NewFact } from '#data/contract/fact.ts';
import type { Seq } from '#data/contract/ids.ts';
import { DAY } from '#data/rules/civil-day.ts';
import type { FactLog } from '../../store/store.ts';
import { demoActor } from '../exercise.ts';
import type { Crew } from './muster.ts';

/** How long before its past ends the city was set up, and its crews registered. */
const FOUNDED_BEFORE = 130 * DAY;

/**
 * Registers the crews, once and for ever: the same log answers with the same instant at every start.
 * @returns the end of the city's past, which it had when it was founded
 */
export async function found(
  log: Pick<FactLog, 'append' | 'read'>,
  crews: readonly Crew[],
  seed: string,
  pastUntil: number,
): Promise<number> {
  const at = pastUntil - FOUNDED_BEFORE;
  const stamp = { at, by: demoActor, exercise: true as const };
  const facts = crews.map(({ id, callSign, service }): NewFact => {
    return { kind: 'unit.registered', ...stamp, unit: { id, callSign, service } };
  });
  const [outcome] = await log.append([{ facts, key: `demo/${seed}/crews` }]);
  if (outcome?.is !== 'repeated') return pastUntil;
  const [first] = await log.read((outcome.first - 1) as Seq, 1);
  return (first?.fact.at ?? at) + FOUNDED_BEFORE;
}
