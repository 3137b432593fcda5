import type { Actor } from '#data/contract/actor.ts';
import type { Board } from '#data/contract/board.ts';
import type { CityPack, Organisation } from '#data/contract/city-pack.ts';
import type { DangerCommand } from '#data/contract/commands/danger.ts';
import type { Danger } from '#data/contract/danger.ts';
import { OrganisationId, type DangerId } from '#data/contract/ids.ts';
import { DAY, HOUR, MINUTE } from '#data/rules/civil-day.ts';
import { spread, type Dice } from '../chance.ts';
import { person } from '../exercise.ts';
import type { Orders } from '../orders.ts';
import { isHeldByHand, type PostHolders } from './people.ts';
import type { Player } from '../player.ts';
import type { Tempo } from '../tempo.ts';

type Parts = {
  board: () => Board;
  orders: Orders;
  pack: Pick<CityPack, 'organisations'>;
  holders: PostHolders;
  dice: Dice;
  tempo: Tempo;
};

/** How long each step usually waits for the next. */
const usually = { found: 16 * HOUR, ordered: 12 * HOUR, rectifying: 20 * HOUR, recheck: 16 * HOUR } as const;
/** What is allowed for putting it right. */
const ALLOWED = 3 * DAY;
/** Of the orders, the share that lies about until well after its time. */
const DRAGS = 0.05;
const SENT_BACK = 0.1;
/** Where somebody may be looking there is time to do it. */
const TIMES_BY_HAND = 3;

const puts: readonly Organisation['class'][] = ['property-company', 'owners-committee', 'neighbourhood-committee'];

/** Hidden dangers are ordered to be put right, put right, checked by somebody else, and cleared. */
export function createHazards({ board, orders, pack, holders, dice, tempo }: Parts): Player {
  const inArea = Map.groupBy(pack.organisations, ({ area }) => area);

  return {
    *subjects() {
      for (const danger of board().dangers.values()) if (isOurs(danger)) yield danger.id;
    },
    concerns: (fact) =>
      !('danger' in fact) ? undefined : typeof fact.danger === 'string' ? fact.danger : fact.danger.id,
    plan(id, now) {
      const danger = board().dangers.get(id as DangerId);
      if (!danger || !isOurs(danger) || danger.state === 'cleared') return null;
      const u = dice(`${id}/${danger.rev}`);
      const isDragging = danger.state === 'ordered' && dice(`${id}/drags`) < DRAGS;
      const wait = isDragging ? ALLOWED * (1.5 + u) : spread(usually[danger.state], u) * timesOf(danger);
      return Math.max(now, tempo.after(danger.since, wait));
    },
    async act(id, now) {
      const danger = board().dangers.get(id as DangerId);
      const step = danger && isOurs(danger) ? stepOf(danger, now) : null;
      if (step && !(await orders.danger(step.by, id as DangerId, step.command))) return 30 * MINUTE;
    },
  };

  function timesOf({ cell }: Danger): number {
    return isHeldByHand(holders(cell)) ? TIMES_BY_HAND : 1;
  }

  /** What the demo's people found; what somebody else finds they leave to them. */
  function isOurs({ exercise, areas }: Danger): boolean {
    return exercise && organisationOf(areas) !== undefined;
  }

  function stepOf(danger: Danger, now: number): { by: Actor; command: DangerCommand } | null {
    const { id, state, areas, rev, organisation } = danger;
    const u = dice(`${id}/${rev}/by`);
    const due = Math.round(tempo.after(now, ALLOWED));
    const worker = person(`works-at-${organisation ?? 'home'}`.slice(0, 40), 2, u);
    switch (state) {
      case 'found':
        return {
          by: person('supervisor', 2, u),
          command: { name: 'order', body: { organisation: organisationOf(areas)!, due } },
        };
      case 'ordered':
        return { by: worker, command: { name: 'start', body: {} } };
      case 'rectifying':
        return { by: worker, command: { name: 'rectified', body: { reason: 'Exercise: put right' } } };
      case 'recheck':
        return {
          by: person('verifier', 2, u),
          command:
            dice(`${id}/${rev}/again`) < SENT_BACK
              ? { name: 'send-back', body: { due, reason: 'Exercise: not all of it is put right' } }
              : { name: 'clear', body: {} },
        };
      case 'cleared':
        return null;
    }
  }

  function organisationOf(areas: Danger['areas']): OrganisationId | undefined {
    const here = inArea.get(areas.at(-1) ?? ('' as never)) ?? [];
    const found = puts.map((kind) => here.find((one) => one.class === kind)).find((one) => one !== undefined);
    const any = found ?? pack.organisations[0];
    return any && OrganisationId.parse(any.id);
  }
}
