import type * as z from 'zod';
import type { Board } from '#data/contract/board.ts';
import {
  alarmCommands,
  type AlarmCommand,
  inspectionCommands,
  unitCommands,
  type UnitCommand,
} from '#data/contract/command.ts';
import type { AlarmId, InspectionId, Seq, UnitId } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import { accepted, type Result } from '#data/kit/result.ts';
import { alarmResponses, decideAlarm } from '#data/rules/alarm-response.ts';
import type { Decided } from '#data/rules/decision.ts';
import { decideUnit } from '#data/rules/unit-status.ts';
import type { Given, Keeping } from './keeping.ts';
import { againstRule, type DeskRefusal, invalidBody, noSuch, noSuchCommand } from './refusal.ts';
import type { Turns } from './turns.ts';

/** The seq of the fact that a command made. */
export type Receipt = { seq: Seq };
type Answer = Result<Receipt, DeskRefusal>;
export type OtherCommand = (given: Given, id: string, name: string, body: unknown) => Promise<Answer>;

/** How the commands of one kind of thing are decided, on the board as it is. */
type Kind = {
  called: string;
  bodies: Record<string, z.ZodType>;
  decide(id: string, command: { name: string; body: unknown }): Decision | undefined;
};
type Decision = { decided: Decided; exercise: boolean; allowed?: readonly string[] };

type Parts = { keeping: Keeping; turns: Turns; board: () => Board; clock: Clock };

/** What is said of units, to alarms and about inspections. */
export function otherDesks({
  keeping,
  turns,
  board,
  clock,
}: Parts): Record<'unit' | 'alarm' | 'inspection', OtherCommand> {
  const desk =
    ({ called, bodies, decide }: Kind): OtherCommand =>
    async (given, id, name, body) => {
      const schema = Object.hasOwn(bodies, name) ? bodies[name] : undefined;
      if (!schema) return noSuchCommand;
      const parsed = schema.safeParse(body ?? {});
      if (!parsed.success) return invalidBody(parsed.error);
      const attempt = async (): Promise<Answer> => {
        const decision = decide(id, { name, body: parsed.data });
        if (!decision) return noSuch(called);
        const { decided, exercise, allowed } = decision;
        if (!decided.ok) return againstRule(decided.refusal, allowed);
        const outcome = await keeping.keep(given, decided.value, { exercise: exercise || given.how.exercise === true });
        if (outcome.is === 'conflict') throw new Error('an entry without a guard cannot be in conflict');
        return accepted({ seq: outcome.first });
      };
      return turns([`${called}/${id}`], async () => {
        const answer = await attempt();
        if (answer.ok) return answer;
        const first = await keeping.before(given);
        return first ? accepted({ seq: first.seq }) : answer;
      });
    };

  return {
    unit: desk({
      called: 'unit',
      bodies: unitCommands,
      decide(id, command) {
        const unit = board().units.get(id as UnitId);
        return unit && { decided: decideUnit(unit, command as UnitCommand), exercise: unit.exercise };
      },
    }),
    alarm: desk({
      called: 'alarm',
      bodies: alarmCommands,
      decide(id, command) {
        const alarm = board().alarms.get(id as AlarmId);
        if (!alarm) return undefined;
        const decided = decideAlarm(alarm, command as AlarmCommand, clock.now());
        return { decided, exercise: alarm.exercise, allowed: alarmResponses(alarm) };
      },
    }),
    inspection: desk({
      called: 'inspection',
      bodies: inspectionCommands,
      decide(id) {
        const inspection = board().inspections.get(id as InspectionId);
        if (!inspection) return undefined;
        const { cell } = inspection;
        return { decided: accepted([{ kind: 'inspection.done', inspection: inspection.id, cell }]), exercise: false };
      },
    }),
  };
}
