import type { Actor } from '#data/contract/actor.ts';
import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Fact, NewFact } from '#data/contract/fact.ts';
import { DangerId, type CellId, type InspectionId } from '#data/contract/ids.ts';
import { DAY, HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { decideInspection } from '#data/rules/decide-inspection.ts';
import type { Entry, FactLog } from '../../store/store.ts';
import { planActor } from '../exercise.ts';
import type { Findings } from './findings.ts';
import type { Orders } from '../orders.ts';
import { isHeldByHand, type PostHolders } from './people.ts';
import type { Player } from '../player.ts';
import type { Visit, VisitPlan } from './visit-plan.ts';

type Parts = {
  board: () => Board;
  orders: Orders;
  log: Pick<FactLog, 'append'>;
  plan: VisitPlan;
  findings: Findings;
  holders: PostHolders;
  /** Everything that fell due up to then has been said. */
  from: number;
};

/** Visits fall due by the plan, and those who work the cells pay them. */
export function createVisitors({ board, orders, log, plan, findings, holders, from }: Parts): Player {
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
      // What somebody who has signed in could do waits for them as long as it may.
      const isWaiting = isHeldByHand(holders(inspection.cell));
      return Math.max(isWaiting ? inspection.due - HOUR : visit.meant, now);
    },
    async act(id, now) {
      if (id === FALLING) return fallDue(now);
      const inspection = board().inspections.get(id as InspectionId);
      if (!inspection || board().cells.get(inspection.cell)?.staffed === false) return;
      const by = visitorOf(inspection.cell, holders);
      if (!(await orders.inspection(by, inspection.id, findings(inspection)))) return MINUTE;
    },
  };

  async function fallDue(now: number): Promise<void> {
    const visits = plan.fallingDue(said, now);
    await log.append(visits.map((visit) => fallenDue(visit, now)));
    said = now;
  }
}

/** The visits that had been paid before anybody kept a record: the last of each cell. */
export function createRecollection(
  { log, plan, findings, holders, pack }: Pick<Parts, 'log' | 'plan' | 'findings' | 'holders'> & { pack: CityPack },
  until: number,
): Player {
  let ahead = plan.lastPaid(until);
  return {
    subjects: () => ['visits'],
    concerns: () => undefined,
    plan: () => ahead[0]?.meant ?? null,
    async act(_id, now) {
      const paid = ahead.filter(({ meant }) => meant <= now);
      await log.append(
        paid.map(({ inspection }) => ({
          facts: recalled(inspection).map((fact) => ({
            ...stamped(fact, now),
            by: visitorOf(inspection.cell, holders),
          })),
          key: `demo/paid/${inspection.id}`,
        })),
      );
      ahead = ahead.slice(paid.length);
    },
  };

  /** As the desk would have put it on record. */
  function recalled(inspection: Visit['inspection']): Fact[] {
    const { id, cell } = inspection;
    const answers = findings(inspection);
    const idFor = (item: string) => DangerId.parse(`d-${id}-${item}`.slice(0, 64));
    const body = { name: 'done', body: answers ? { answers } : {} } as const;
    const decided = decideInspection({ ...inspection, fellDue: inspection.due }, body, { pack, idFor });
    return decided.ok ? decided.value : [{ kind: 'inspection.done', inspection: id, cell }];
  }
}

/** Who works the cell. */
function visitorOf(cell: CellId, holders: PostHolders): Actor {
  const primary = holders(cell).find(({ role }) => role === 'primary');
  return { kind: 'person', id: primary?.person ?? `exercise-${cell}`.slice(0, 64) };
}

/** What is still to be paid when the record begins. */
export async function sayWhatIsDue({ log, plan }: Pick<Parts, 'log' | 'plan'>, until: number): Promise<void> {
  await log.append(plan.stillDue(until).map((visit) => fallenDue(visit, until)));
}

function fallenDue({ inspection }: Visit, at: number): Entry {
  return { facts: [stamped({ kind: 'inspection.fell-due', inspection }, at)], key: `demo/visit/${inspection.id}` };
}

function stamped(fact: Fact, at: number): NewFact {
  return { ...fact, at, by: planActor, exercise: true };
}
