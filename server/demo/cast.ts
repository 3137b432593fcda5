import { DAY, HOUR } from '#data/rules/civil-day.ts';
import type { UnitId } from '#data/contract/ids.ts';
import { zoneOffset } from '#data/rules/zone.ts';
import { createAnnouncers } from './channels/announcers.ts';
import { createAnswers } from './channels/answers.ts';
import type { Reporters } from './channels/reporters.ts';
import { createVoices } from './channels/voices.ts';
import type { Ways } from './channels/ways.ts';
import { createBustle } from './players/bustle.ts';
import type { Callers } from './players/callers.ts';
import { createDistress } from './players/distress.ts';
import { createDispatchers } from './players/dispatchers.ts';
import { createDuty } from './fleet/duty.ts';
import type { Fleet } from './fleet/fleet.ts';
import type { createFindings } from './players/findings.ts';
import { createVisitors } from './players/grid-staff.ts';
import { createHazards } from './players/hazards.ts';
import { createLinkage } from './players/linkage.ts';
import { createMediators } from './players/mediators.ts';
import type { Crew } from './fleet/muster.ts';
import { drillAt, ordersAt } from './orders.ts';
import { createOpening } from './players/opening.ts';
import type { homeOf, postHolders } from './players/people.ts';
import type { Player } from './player.ts';
import { createPosts } from './players/posts.ts';
import { createRounds } from './fleet/rounds.ts';
import { createShiftKeepers } from './players/shift-keepers.ts';
import { createSupervisor } from './players/supervisor.ts';
import { spokenIn } from './spoken.ts';
import { type Tempo } from './tempo.ts';
import { createWelfare } from './players/welfare.ts';
import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Areas } from '../city/areas.ts';
import type { Desk } from '../desk/desk.ts';
import type { Intake } from '../intake/intake.ts';
import type { FactLog } from '../store/store.ts';
import type { inventCity } from './invented-city.ts';

type InventedCity = ReturnType<typeof inventCity>;

/** Duties are of interest to those who look now. */
const DUTIES_BEFORE = 2 * HOUR;
const SHIFTS_BEFORE = 2 * DAY;
/** Long enough for a dispute to have come to its end. */
export const DISPUTES_BEFORE = 30 * DAY;

/** What those who play the city go by. */
type Stage = { intake: Intake; desk: Desk; log: FactLog; board: () => Board; pack: CityPack; areas: Areas } & Pick<
  InventedCity,
  'dice' | 'crews' | 'roster' | 'visits' | 'tell'
> & {
    holders: ReturnType<typeof postHolders>;
    home: ReturnType<typeof homeOf>;
    findings: ReturnType<typeof createFindings>;
    isSilent(crew: Crew, t: number): boolean;
    ways?: Ways | undefined;
    reporters: Reporters | null;
  };

/** The instants, ms: what they remember begins, what was lived through begins, and somebody looks. */
type Times = { begin: number; lived: number; now: number };

/** Everybody who plays in the city, by name, in the order in which they act. */
export function castPlayers(
  {
    intake,
    desk,
    log,
    board,
    pack,
    areas,
    dice,
    crews,
    roster,
    visits,
    tell,
    holders,
    home,
    findings,
    isSilent,
    ways,
    reporters,
  }: Stage,
  callers: Callers,
  fleet: Fleet,
  tempo: Tempo,
  { begin, lived, now }: Times,
): Record<string, Player> {
  const drill = drillAt(desk.give, spokenIn(pack));
  const orders = ordersAt(drill);
  const spokenFor = new Set<UnitId>();
  const onCall = (crew: Crew, t: number) => roster(crew, t).reason !== 'offduty' && !isSilent(crew, t);
  const isFree = (crew: Crew, t: number) => {
    const unit = board().units.get(crew.id);
    return unit?.availability === 'available' && unit.incident === undefined && onCall(crew, t);
  };
  const duty = createDuty({ board, orders, crews, roster, dice, spokenFor, from: now - DUTIES_BEFORE });
  return {
    callers,
    dispatchers: createDispatchers({
      board,
      orders,
      fleet,
      pack,
      dice,
      tempo,
      spokenFor,
      onCall,
      linkage: createLinkage(pack, tempo),
    }),
    duty,
    bustle: createBustle(duty.changeOver, now),
    opening: createOpening({
      board,
      intake,
      orders,
      fleet,
      pack,
      dice,
      tell,
      isFree,
      begin: Math.max(begin, lived),
      lookedAt: now,
    }),
    welfare: createWelfare({ board, orders, dice, from: lived }),
    rounds: createRounds({ board, fleet, dice, tempo, from: now }),
    visitors: createVisitors({ board, orders, log, plan: visits, findings, holders, from: lived }),
    posts: createPosts({ board, log, pack, holders, dice }),
    hazards: createHazards({ board, orders, pack, holders, dice, tempo }),
    distress: createDistress({ board, orders, dice }),
    mediators: createMediators({
      board,
      drill,
      pack,
      dice,
      tempo,
      home: home === undefined ? [] : areas.cellsOf(home),
      from: now - DISPUTES_BEFORE,
    }),
    shift: createShiftKeepers({
      board,
      drill,
      dice,
      offset: zoneOffset(pack.city.timeZone),
      from: now - SHIFTS_BEFORE,
    }),
    supervisor: createSupervisor({ board, orders, dice, tempo }),
    ...(ways &&
      reporters && {
        voices: createVoices(
          {
            ...reporters.voices,
            ...createAnnouncers({ ways, intake, board, drill, pack, dice }),
          },
          { dice, lookedAt: now },
        ),
        answers: createAnswers({ board, orders, dice }),
      }),
  };
}
