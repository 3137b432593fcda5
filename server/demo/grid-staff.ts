import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Fact, NewFact } from '#data/contract/fact.ts';
import type { CellId, InspectionId } from '#data/contract/ids.ts';
import { DAY, HOUR, MINUTE } from '#data/rules/civil-day.ts';
import type { Entry, FactLog } from '../store/store.ts';
import type { Dice } from './chance.ts';
import { planActor } from './exercise.ts';
import type { Orders } from './orders.ts';
import type { Player } from './player.ts';
import type { Visit, VisitPlan } from './visit-plan.ts';

type Parts = {
  board: () => Board;
  orders: Orders;
  log: Pick<FactLog, 'append'>;
  plan: VisitPlan;
  /** Everything that fell due up to then has been said. */
  from: number;
};

/** Visits fall due by the plan, and those who work the cells pay them. */
export function createVisitors({ board, orders, log, plan, from }: Parts): Player {
  let said = from;
  const FALLING = 'what falls due';

  return {
    *subjects() {
      yield FALLING;
      yield* board().inspections.keys();
    },
    concerns: (fact) => (fact.kind === 'inspection.fell-due' ? fact.inspection.id : undefined),
    plan(id, now) {
      if (id === FALLING) return plan.fallingDue(said, said + 2 * DAY)[0]?.fallsDue ?? said + DAY;
      const inspection = board().inspections.get(id as InspectionId);
      const visit = plan.visit(id as InspectionId);
      if (!inspection || !visit) return null;
      // Nobody pays the visits of a cell that nobody works.
      if (board().cells.get(inspection.cell)?.staffed === false) return now + HOUR;
      return Math.max(visit.meant, now);
    },
    async act(id, now) {
      if (id === FALLING) return fallDue(now);
      const inspection = board().inspections.get(id as InspectionId);
      if (!inspection || board().cells.get(inspection.cell)?.staffed === false) return;
      const by = { kind: 'person' as const, id: `exercise-${inspection.cell}`.slice(0, 64) };
      if (!(await orders.inspection(by, inspection.id))) return MINUTE;
    },
  };

  async function fallDue(now: number): Promise<void> {
    const visits = plan.fallingDue(said, now);
    await log.append(visits.map((visit) => fallenDue(visit, now)));
    said = now;
  }
}

/** The visits that had been paid before anybody kept a record: the last of each cell. */
export function createRecollection({ log, plan }: Pick<Parts, 'log' | 'plan'>, until: number): Player {
  let ahead = plan.lastPaid(until);
  return {
    subjects: () => ['visits'],
    concerns: () => undefined,
    plan: () => ahead[0]?.meant ?? null,
    async act(_id, now) {
      const paid = ahead.filter(({ meant }) => meant <= now);
      await log.append(
        paid.map(({ inspection: { id, cell } }) => ({
          facts: [stamped({ kind: 'inspection.done', inspection: id, cell }, now)],
          key: `demo/paid/${id}`,
        })),
      );
      ahead = ahead.slice(paid.length);
    },
  };
}

/** What is still to be paid when the record begins. */
export async function sayWhatIsDue({ log, plan }: Pick<Parts, 'log' | 'plan'>, until: number): Promise<void> {
  await log.append(plan.stillDue(until).map((visit) => fallenDue(visit, until)));
}

function fallenDue({ inspection }: Visit, at: number): Entry {
  return { facts: [stamped({ kind: 'inspection.fell-due', inspection }, at)], key: `demo/visit/${inspection.id}` };
}

/** Of the cells, the share that nobody works at a time. */
const EMPTY = 0.003;
/** A post stays empty for one spell. */
const SPELL = 3 * DAY;

/** Posts fall empty and are filled again. */
export function createPosts({
  board,
  log,
  pack,
  dice,
}: Omit<Parts, 'orders' | 'plan' | 'from'> & { pack: CityPack; dice: Dice }): Player {
  let known: { spell: number; empty: ReadonlySet<CellId> } = { spell: NaN, empty: new Set() };

  return {
    subjects: () => ['all'],
    concerns: () => undefined,
    plan: (_id, now) => (wrong(now).length > 0 ? now : (Math.floor(now / HOUR) + 1) * HOUR),
    async act(_id, now) {
      const cells = wrong(now);
      if (cells.length === 0) return;
      const entries = cells.map(({ cell, staffed }) => ({
        facts: [stamped({ kind: 'cell.staffing-changed', cell, staffed }, now)],
      }));
      await log.append(entries);
    },
  };

  /** The cells whose posts are not as the board has them. */
  function wrong(t: number): { cell: CellId; staffed: boolean }[] {
    const empty = emptyIn(Math.floor(t / SPELL));
    const { cells } = board();
    const filled = [...cells.values()].filter(({ id, staffed }) => !staffed && !empty.has(id));
    const fallen = [...empty].filter((id) => cells.get(id)?.staffed !== false);
    return [
      ...filled.map(({ id }) => ({ cell: id, staffed: true })),
      ...fallen.map((cell) => ({ cell, staffed: false })),
    ];
  }

  function emptyIn(spell: number): ReadonlySet<CellId> {
    if (spell !== known.spell) {
      const drawn = pack.cells.filter(({ id }) => dice(`${id}/empty/${spell}`) < EMPTY);
      known = { spell, empty: new Set(drawn.map(({ id }) => id)) };
    }
    return known.empty;
  }
}

function stamped(fact: Fact, at: number): NewFact {
  return { ...fact, at, by: planActor, exercise: true };
}
