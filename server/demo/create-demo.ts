import type { Board } from '#data/contract/board.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { Stop } from '#data/kit/clock.ts';
import { HOUR, MINUTE } from '#data/rules/civil-day.ts';
import type { Areas } from '../city/areas.ts';
import type { Desk } from '../desk/desk.ts';
import type { Intake } from '../intake/intake.ts';
import type { FactLog, TrackFix } from '../store/store.ts';
import { arrivalsIn, type Arrival } from './past/arrivals.ts';
import { createCallers, type Callers } from './players/callers.ts';
import type { DemoClock } from './demo-clock.ts';
import { demoSender } from './exercise.ts';
import { createEngine, type Engine, type Stride } from './engine.ts';
import { sendFixes } from './fleet/fixes.ts';
import { createFleet } from './fleet/fleet.ts';
import { makeStorm } from './flood.ts';
import { found } from './fleet/founding.ts';
import { createFindings } from './players/findings.ts';
import { createRecollection, sayWhatIsDue } from './players/grid-staff.ts';
import { historian, type Past } from './past/history.ts';
import { deviceSender } from './channels/devices.ts';
import { createReporters } from './channels/reporters.ts';
import type { Ways } from './channels/ways.ts';
import { inventCity } from './invented-city.ts';
import { isLoaded, loadHistory } from './past/load-history.ts';
import { HEARD_BEFORE, liveHeard, pickLost } from './fleet/lost-radio.ts';
import type { Crew } from './fleet/muster.ts';
import { homeOf, postHolders } from './players/people.ts';
import { fillPosts } from './players/posts.ts';
import { PAST_MS, rateModel, type RateModel } from './past/rate-model.ts';
import { createTempo } from './tempo.ts';
import { castPlayers, DISPUTES_BEFORE } from './cast.ts';

export type DemoParts = {
  intake: Intake;
  desk: Desk;
  log: FactLog;
  /** Holds every fact whose append has resolved. */
  board: () => Board;
  pack: CityPack;
  areas: Areas;
  /** The clock that the door, the desk and the watch go by. */
  clock: DemoClock;
  /** The present: as far as the demo catches up before it lets the clock go. */
  now: () => number;
  seed: string;
  /** How many times faster than life things happen and units move. */
  speed: number;
  /** Where the units were last heard, for a start on a store that knows them. */
  lastFixes?: readonly TrackFix[];
  /** The channels that it speaks through; left out, it stands at the door alone. */
  ways?: Ways;
  /** Told of what must not happen; the demo then stands still. */
  broken: (error: unknown) => void;
};

/**
 * How far a start has come: what it is at, and a share of that from 0 to 1. The city lives from the
 * first word of `history` on; five years come in behind it.
 */
export type Progress = (at: 'past' | 'day' | 'history', share: number) => void;

export type Demo = {
  /**
   * Makes up what led to the present if nobody has, catches up with it, and goes on by itself; resolves
   * when all of its history is there too.
   */
  start(progress?: Progress): Promise<void>;
  /**
   * Lets a hailstorm break: hundreds of reports within two minutes, and units out of contact. With
   * no reports it is only the radio that breaks down.
   */
  flood(reports?: number): { reports: number; silent: number };
  /** Does nothing more; resolves when what was under way is done. */
  stop(): Promise<void>;
};

/** What is lived through with everything that happens, before anybody looks: about a day. */
const LIVED_HOURS = 24;
const STORM_REPORTS = 400;
/** The nearer the present, the finer. */
const throughMonths: Stride = (left) => left / 15;
const throughTheDay: Stride = (left) => Math.min(10 * MINUTE, left / 30);

/** A city that lives: seeded, so that the same seed and the same clock bring about the same facts. */
export function createDemo(parts: DemoParts): Demo {
  const { intake, log, board, pack, areas, clock, seed, speed, broken } = parts;
  const city = inventCity(pack, areas, seed);
  const { dice, streets, crews, roster, visits, tell } = city;
  const holders = postHolders(pack, areas, dice);
  const home = homeOf(pack);
  const findings = createFindings(pack, dice, holders);
  let silence: ReadonlyMap<string, number> = new Map();
  let callers: Callers | undefined;
  let engine: Engine | undefined;
  let stops: Stop[] = [];
  let stopped = false;
  let filling: Promise<void> = Promise.resolve();

  const isSilent = (crew: Crew, t: number) => city.dropsOut(crew.id, t) || (silence.get(crew.id) ?? 0) > t;
  const isOnDuty = (crew: Crew) => board().units.get(crew.id)?.reason !== 'offduty';

  return {
    async start(progress) {
      const now = parts.now();
      const since = Math.floor(now / HOUR - LIVED_HOURS) * HOUR;
      const pastUntil = await found(log, crews, seed, since);
      await fillPosts({ board, log, pack, holders }, await lastAt(), seed);
      const last = await lastAt();
      const isNew = last <= pastUntil;
      const pasts = pastsBefore(since, pastUntil, last);
      const model = rateModel({ pack, areas, seed, since: pastUntil - PAST_MS, until: pastUntil });
      const teller = historian({ pack, areas, model, seed, dice });
      const opened = pasts.flatMap((past) => teller.stillOpen(past));
      const begin = Math.max(last, Math.min(opened[0]?.at ?? now, now - DISPUTES_BEFORE));
      // A new city has a watch from its first day on; one that slept is not judged for its silence.
      if (isNew) clock.takeBackTo(begin);
      else clock.standAt(begin);

      const tempo = createTempo(speed, now);
      const fleet = createFleet({ crews, streets, dice, tempo });
      for (const { unit, lon, lat, at } of parts.lastFixes ?? [])
        if (fleet.crew(unit)) fleet.place(unit, [lon, lat], at);
      const lived = pasts.at(-1)?.until ?? last;
      const reporters =
        parts.ways === undefined
          ? null
          : createReporters({ ways: parts.ways, intake, pack, dice, tell, lived, lookedAt: now });
      const report =
        reporters?.report ?? ((arrivals: readonly Arrival[]) => intake.report(demoSender, arrivals.map(tell)));
      callers = createCallers({ report, arrivalsIn: (hour) => happeningsIn(hour, model, now), from: lived });
      callers.alsoReport(opened);
      const players = castPlayers(
        { ...parts, ...city, holders, home, findings, isSilent, reporters },
        callers,
        fleet,
        tempo,
        {
          begin,
          lived,
          now,
        },
      );
      if (isNew)
        players['recollection'] = createRecollection({ log, plan: visits, findings, holders, pack }, pastUntil);
      engine = createEngine(players, broken);
      stops = [log.follow((facts) => engine!.told(facts.map(({ fact }) => fact)))];

      const telling = { log, historian: teller, seed, goesOn: () => !stopped };
      const settledAt = (at: 'past' | 'day', from: number, until: number) => () => {
        progress?.(at, until > from ? Math.min(1, (clock.now() - from) / (until - from)) : 1);
        return log.settled();
      };
      for (const past of pasts) {
        await engine.catchUp(clock, past.until, throughMonths, settledAt('past', begin, past.until));
        if (past.until === pastUntil) await sayWhatIsDue({ log, plan: visits }, pastUntil);
        else await loadHistory({ ...telling, past, at: () => past.until });
      }
      const catchUp = (to: number) => engine!.catchUp(clock, to, throughTheDay, settledAt('day', lived, now));
      const sends = (crew: Crew, t: number) => isOnDuty(crew) && !isSilent(crew, t);
      if (isNew) {
        const from = now - HEARD_BEFORE;
        await catchUp(from);
        silence = pickLost({ board, fleet, roster, dice }, from, now);
        await liveHeard({ intake, fleet, sends }, { from, to: now, first: silence }, catchUp);
      }
      await catchUp(now);
      if (stopped) return;
      clock.letGo();
      const send = parts.ways
        ? deviceSender(parts.ways, intake, crews, speed)
        : (fixes: readonly object[]) => intake.positions(demoSender, fixes);
      stops.push(engine.run(clock), sendFixes({ clock, send, fleet, sends, broken }));

      const history = { from: pastUntil - PAST_MS, until: pastUntil };
      if (await isLoaded(log, history, seed)) return;
      const come = (share: number) => progress?.('history', share);
      come(0);
      filling = loadHistory({ ...telling, past: history, at: clock.now, progress: come });
      await filling;
    },
    flood(reports = STORM_REPORTS) {
      const storm = makeStorm(pack, crews, streets, dice, clock.now(), reports);
      silence = storm.silent;
      callers?.alsoReport(storm.arrivals);
      engine?.touch('callers', 'next');
      return { reports: storm.arrivals.length, silent: storm.silent.size };
    },
    async stop() {
      stopped = true;
      for (const stop of stops) stop();
      stops = [];
      await engine?.end();
      // Whoever has started it hears of its failure.
      await filling.catch(() => {});
    },
  };

  /** What happens in an hour: as in life up to `now`, and then as fast as was asked for. */
  function happeningsIn(hour: number, model: RateModel, now: number): Arrival[] {
    const before = arrivalsIn(hour, pack, model, seed).filter(({ at }) => at < now);
    const after = (hour + 1) * HOUR > now ? arrivalsIn(hour, pack, model, seed, speed) : [];
    return [...before, ...after.filter(({ at }) => at >= now)];
  }

  async function lastAt(): Promise<number> {
    const [last] = await log.read((log.place().seq - 1) as Seq, 1);
    return last!.fact.at;
  }
}

/**
 * The times that are told: five years before the city was founded, unless its log has gone beyond
 * that; and what lies between the last fact and `since`, when nobody was there.
 */
function pastsBefore(since: number, pastUntil: number, last: number): Past[] {
  const begun = last > pastUntil;
  const first: Past[] = begun ? [] : [{ from: pastUntil - PAST_MS, until: pastUntil }];
  const gap = { from: begun ? last : pastUntil, until: since };
  return gap.from < gap.until ? [...first, gap] : first;
}
