import type { Alarm, AlarmPriority } from '#data/contract/alarm.ts';
import type { Board } from '#data/contract/board.ts';
import type { AlarmId, CellId } from '#data/contract/ids.ts';
import { isWaiting } from '#data/rules/alarm-waiting.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { spread, type Dice } from '../chance.ts';
import { person } from '../exercise.ts';
import type { Orders } from '../orders.ts';
import type { Player } from '../player.ts';
import type { Tempo } from '../tempo.ts';

/** How long an alarm usually waits for its acknowledgement; of those that only this shift must act on some wait far longer. */
const usually: Record<AlarmPriority, number> = { 1: 8000, 2: 25_000, 3: MINUTE };
const SELDOM = 25 * MINUTE;
const OFTEN = 0.9;
/** Of the alarms that are not about life, the share that is shelved, and for how long. */
const SHELVED = 0.05;
const SHELF = 30 * MINUTE;
/** Of the cells that nobody works, the share whose alarm is laid aside until somebody is found. */
const LAID_ASIDE = 0.6;
const LAID_ASIDE_FOR = 8 * HOUR;

/** The supervisor of the shift, who answers the demo's alarms and those of every incident, and leaves others alone. */
export function createSupervisor({
  board,
  orders,
  dice,
  tempo,
}: {
  board: () => Board;
  orders: Orders;
  dice: Dice;
  tempo: Tempo;
}): Player {
  return {
    *subjects() {
      yield* board().alarms.keys();
    },
    concerns: (fact) => {
      if (fact.kind === 'alarm.raised') return fact.alarm.id;
      return fact.kind === 'alarm.unshelved' || fact.kind === 'alarm.unsuppressed' ? fact.alarm : undefined;
    },
    plan(id, now) {
      const alarm = waiting(id, now);
      if (!alarm) return null;
      const u = dice(`${luckOf(alarm)}/wait`);
      const isSeldom = alarm.priority === 3 && u >= OFTEN;
      const wait = isSeldom ? SELDOM * (1 + u) : spread(usually[alarm.priority], Math.min(0.99, u / OFTEN));
      return Math.max(now, tempo.after(alarm.raised, wait));
    },
    async act(id, now) {
      const alarm = waiting(id, now);
      if (!alarm) return;
      const { shelve, shelf } = shelvingOf(alarm, now);
      const until = Math.round(tempo.after(now, shelf));
      const done = await orders.alarm(
        person('supervisor', 1, 0),
        alarm.id,
        shelve
          ? { name: 'shelve', body: { until, reason: 'Exercise: known, being worked on' } }
          : { name: 'acknowledge', body: {} },
      );
      if (!done) return MINUTE;
    },
  };

  function shelvingOf(alarm: Alarm, now: number): { shelve: boolean; shelf: number } {
    const u = dice(`${luckOf(alarm)}/shelf`);
    if (alarm.condition === 'cell-unstaffed')
      return { shelve: isEmpty(alarm) && u < LAID_ASIDE, shelf: LAID_ASIDE_FOR };
    const isNew = now < tempo.after(alarm.raised, SHELF);
    return { shelve: alarm.active && alarm.priority > 1 && isNew && u < SHELVED, shelf: SHELF };
  }

  /** A shelved alarm rests: once somebody is found it is acknowledged, or it would rest for ever. */
  function isEmpty({ subject }: Alarm): boolean {
    return board().cells.get(subject.id as CellId)?.staffed === false;
  }

  function waiting(id: string, now: number): Alarm | undefined {
    const alarm = board().alarms.get(id as AlarmId);
    if (!alarm || alarm.acknowledged || !isWaiting(alarm, now)) return undefined;
    // Crews of the demo work on whatever is reported, so whatever is late is theirs.
    return alarm.exercise || alarm.subject.kind === 'incident' ? alarm : undefined;
  }

  function luckOf({ id, raised }: Alarm): string {
    return `${id}/${raised}`;
  }
}
