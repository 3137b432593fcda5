import type { Board } from '#data/contract/board.ts';
import type { SourceName, UnitId } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import { silenceRule, expectedReports, isBeyondChance, weekRates, type WeekRates } from '#data/rules/alarm-silence.ts';
import { alarmOf, type Condition } from '#data/rules/alarm-identity.ts';
import { DAY, HOUR, MINUTE } from '#data/rules/civil-day.ts';
import type { Sender, Intake } from '../intake/intake.ts';
import type { IncidentIndex } from '../store/store.ts';

/** Which sources speak, how regularly, and through which of them each unit is heard. */
export type Listening = {
  /** The door, with somebody who notes who comes through it. */
  listen<I extends Intake>(intake: I): I;
  /** What came through the door of another process. */
  heardElsewhere(heard: ElsewhereHeard): void;
  /** Sources that are silent beyond chance. */
  silent(now: number): Condition[];
  sourceOf(unit: UnitId): SourceName | undefined;
};

/** `units`: of whom fixes came. */
type ElsewhereHeard = { source: SourceName; exercise: boolean; reports: boolean; units: readonly UnitId[] };

type Parts = {
  /** Told that a source reports, for other processes. */
  tellReports?: ((sender: Sender) => void) | undefined;
  board: () => Board;
  clock: Clock;
  /** From when on we listen, ms. */
  since: () => number;
  incidents: Pick<IncidentIndex, 'list'>;
  trouble: (what: string, error: unknown) => void;
};

type Heard = { at: number; exercise: boolean };
/** Fixes by minute, the newest last. */
type FixRate = Heard & { minutes: Map<number, number> };

/** What the usual rate of positions is counted over, before the last of them. */
const RATE_MINUTES = 10;
const PAGE = 500;
const COUNTED_ANEW = 6 * HOUR;

const unitOf = (item: unknown) => (item as { unit?: unknown } | null)?.unit;

export function createListening({ board, clock, since: began, incidents, tellReports, trouble }: Parts): Listening {
  const reports = new Map<SourceName, Heard>();
  const fixes = new Map<SourceName, FixRate>();
  const carriers = new Map<UnitId, SourceName>();
  let rates: ReadonlyMap<SourceName, WeekRates> = new Map();
  let counted = -Infinity;
  let counting = false;

  return {
    sourceOf: (unit) => carriers.get(unit),
    listen: (intake) => ({
      ...intake,
      async report(sender, items) {
        const outcomes = await intake.report(sender, items);
        if (outcomes.some((outcome) => outcome.status < 300)) {
          reports.set(sender.source, heard(sender));
          tellReports?.(sender);
        }
        return outcomes;
      },
      async positions(sender, items) {
        const answer = await intake.positions(sender, items);
        if (answer.accepted > 0) noteFixes(sender, items.map(unitOf), answer.accepted);
        return answer;
      },
    }),
    heardElsewhere({ source, exercise, reports: reported, units }) {
      if (reported) reports.set(source, heard({ exercise }));
      if (units.length > 0) noteFixes({ source, exercise }, units, units.length);
    },
    silent(now) {
      if (Math.abs(now - counted) > COUNTED_ANEW && !counting)
        count(now).catch((error: unknown) => trouble('how regularly the sources report was not counted', error));
      return [...silentReports(now), ...silentPositions(now)];
    },
  };

  function heard({ exercise }: Pick<Sender, 'exercise'>): Heard {
    return { at: clock.now(), exercise };
  }

  function noteFixes(sender: Pick<Sender, 'source' | 'exercise'>, units: readonly unknown[], accepted: number): void {
    const { at, exercise } = heard(sender);
    const rate = fixes.get(sender.source) ?? { at, exercise, minutes: new Map<number, number>() };
    const minute = Math.floor(at / MINUTE);
    rate.minutes.set(minute, (rate.minutes.get(minute) ?? 0) + accepted);
    for (const old of rate.minutes.keys()) if (Math.abs(minute - old) > RATE_MINUTES) rate.minutes.delete(old);
    fixes.set(sender.source, Object.assign(rate, { at, exercise }));
    for (const unit of units) {
      if (typeof unit === 'string' && board().units.has(unit as UnitId)) carriers.set(unit as UnitId, sender.source);
    }
  }

  function silentReports(now: number): Condition[] {
    return [...rates].flatMap(([source, usual]) => {
      const last = reports.get(source);
      // While we were not there ourselves, nobody was silent.
      const since = Math.max(last?.at ?? -Infinity, began());
      const expected = expectedReports(usual, since, now);
      if (now - since < silenceRule.shortest || !isBeyondChance(expected)) return [];
      return [silence(source, since, { expected: Math.round(expected) }, last?.exercise ?? false)];
    });
  }

  function silentPositions(now: number): Condition[] {
    return [...fixes].flatMap(([source, { at, exercise, minutes }]) => {
      const gap = now - Math.max(at, began());
      if (gap < silenceRule.shortestOfPositions) return [];
      const units = [...board().units.values()].filter(
        ({ id, reason }) => reason !== 'offduty' && carriers.get(id) === source,
      ).length;
      const usual = [...minutes.values()].reduce((sum, count) => sum + count, 0) / Math.max(1, minutes.size);
      const expected = usual * (gap / MINUTE);
      if (units < silenceRule.fewestUnits || !isBeyondChance(expected)) return [];
      return [silence(source, at, { expected: Math.round(expected), units }, exercise)];
    });
  }

  function silence(
    source: SourceName,
    since: number,
    figures: { expected: number; units?: number },
    exercise: boolean,
  ): Condition {
    const alarm = alarmOf('channel-silent', { kind: 'source', id: source }, 2, [], { figures: { ...figures, since } });
    return { alarm, since, exercise };
  }

  /** Counts how many reports of each source came in which hour. */
  async function count(now: number): Promise<void> {
    counting = true;
    counted = now;
    try {
      const hours = new Map<SourceName, Map<number, number>>();
      let cursor: string | null = null;
      do {
        const filter = { from: now - silenceRule.weeks * 7 * DAY, to: now };
        const page: Awaited<ReturnType<typeof incidents.list>> = await incidents.list(filter, {
          limit: PAGE,
          ...(cursor !== null && { cursor }),
        });
        for (const { source, reportedAt, times } of page.items) {
          if (source === undefined) continue;
          const hour = Math.floor(Math.max(reportedAt, times.received) / HOUR);
          const ofSource = hours.get(source) ?? new Map<number, number>();
          hours.set(source, ofSource.set(hour, (ofSource.get(hour) ?? 0) + 1));
        }
        cursor = page.next;
      } while (cursor !== null);
      const until = Math.floor(now / HOUR);
      rates = new Map(
        [...hours].flatMap(([source, counts]) => {
          const usual = weekRates(counts, until);
          return usual ? [[source, usual] as const] : [];
        }),
      );
    } finally {
      counting = false;
    }
  }
}
