import type { Actor } from '#data/contract/actor.ts';
import type { NewFact } from '#data/contract/fact.ts';
import type { LetterDecided } from '#data/contract/letter.ts';
import { problem, type Problem } from '#data/contract/problem.ts';
import { ChannelName } from '#data/contract/channel.ts';
import type { Clock } from '#data/kit/clock.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import type { FactLog, Store } from '../../store/store.ts';
import type { Intake } from '../intake.ts';
import type { LetterBox } from './letter-box.ts';

/** What a person makes of a letter: on record first, then it is gone. */
export type DecideLetter = {
  release(id: string, by: Actor): Promise<Result<LetterDecided, Problem>>;
  discard(id: string, by: Actor, why: string): Promise<Result<LetterDecided, Problem>>;
};

type Parts = {
  box: LetterBox;
  letters: Store['letters'];
  log: Pick<FactLog, 'append'>;
  intake: Pick<Intake, 'report'>;
  clock: Clock;
};

type Decision = Pick<Extract<NewFact, { kind: 'audit.letter-decided' }>, 'what' | 'incident' | 'reason'>;

/** A release that was cut short is done again to the same end: the report's own reference makes it one incident. */
export function createDecideLetter({ box, letters, log, intake, clock }: Parts): DecideLetter {
  async function record(id: string, by: Actor, decision: Decision): Promise<boolean> {
    const letter = await letters.get(id);
    if (!letter) return false;
    const { channel, kind: letterKind } = letter;
    const fact: NewFact = {
      kind: 'audit.letter-decided',
      at: clock.now(),
      by,
      letter: id,
      letterKind,
      channel,
      ...decision,
    };
    // Who decides second finds that it was decided, and nothing of theirs is on record.
    const [outcome] = await log.append([{ facts: [fact], key: `letter:${id}:${letter.at}` }]);
    await letters.remove(id);
    return outcome?.is === 'appended';
  }

  return {
    async release(id, by) {
      const waiting = await box.waiting(id);
      if (!waiting) {
        const there = await letters.get(id);
        return refused(there ? problem(409, 'only a report that waits can be released') : problem(404));
      }
      const channel = ChannelName.safeParse(waiting.channel).data;
      const sender = { ...waiting.sender, ...(channel && { channel }) };
      const [outcome] = await intake.report(sender, [waiting.report]);
      if (!outcome || !('id' in outcome)) return refused(outcome ?? problem(422));
      const { id: incident, number } = outcome;
      if (!(await record(id, by, { what: 'released', incident }))) return refused(problem(404));
      return accepted({ incident, number });
    },
    async discard(id, by, reason) {
      return (await record(id, by, { what: 'discarded', reason })) ? accepted({}) : refused(problem(404));
    },
  };
}
