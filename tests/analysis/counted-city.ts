import type { LoggedFact, NewFact } from '#data/contract/fact.ts';
import type { CellId, Epoch, ChainHash, IncidentId, Seq, SourceName } from '#data/contract/ids.ts';
import { originOf, type Incident, type PastIncident } from '#data/contract/incident.ts';
import type { Clock } from '#data/kit/clock.ts';
import { instantOf, zoneOffset } from '#data/rules/zone.ts';
import { createAreas } from '#server/city/areas.ts';
import { createAnalysis, type Analysis } from '#server/analysis/analysis.ts';
import type { RollupRow, Rollups } from '#server/store/rollups.ts';
import type { ChainedFact, FactLog } from '#server/store/store.ts';
import { makePack, packCell } from '../support/pack.ts';

export const pack = makePack();
export const areas = createAreas(pack);
const offset = zoneOffset(pack.city.timeZone);

/** An instant from the city's wall clock: `city('2026-11-23 14:30')`. */
export function city(local: string): number {
  return instantOf(offset, Date.parse(`${local.replace(' ', 'T')}Z`));
}

export const standingClock = (now: number): Clock & { set(to: number): void } => {
  let at = now;
  return { now: () => at, after: () => () => {}, set: (to) => (at = to) };
};

let refs = 0;
/** An ended case; `at` in milliseconds. */
export function past(at: number, over: Partial<PastIncident> = {}): PastIncident {
  const sourceRef = String(++refs);
  return {
    id: `past-${sourceRef}` as IncidentId,
    category: 'public-security/theft',
    priority: 2,
    reportedAt: at,
    times: { received: at },
    cell: packCell(0, 0),
    areas: [],
    source: 'test' as SourceName,
    sourceRef,
    ...over,
  };
}

export type Counted = { reportedAt: number; category: string; cell?: CellId | undefined } & Pick<
  Incident,
  'source' | 'dayOnly'
>;

/** An incident that stands on the board. */
export const reported = (id: string, { category, reportedAt, cell }: Counted): Incident => ({
  id: id as IncidentId,
  number: id,
  rev: 1,
  state: 'reported',
  category,
  priority: 3,
  mode: 'reported',
  reportedAt,
  times: { received: reportedAt },
  due: {},
  areas: [],
  offMap: cell === undefined,
  dwelling: false,
  assignments: [],
  exercise: false,
  source: 'test' as SourceName,
  ...(cell !== undefined && { cell }),
});

/** Roll-ups by a plain recount of a list. */
export function recounted(incidents: readonly Counted[]): Rollups {
  return {
    async sum({ fromHour, toHour }) {
      const rows = new Map<string, RollupRow & { count: number }>();
      for (const incident of incidents) {
        const { reportedAt, category, cell = '' } = incident;
        const origin = originOf({ source: 'test' as SourceName, ...incident });
        const hour = Math.floor(reportedAt / 3_600_000);
        if (hour < fromHour || hour >= toHour) continue;
        const key = `${hour} ${category} ${cell} ${origin}`;
        const row = rows.get(key);
        if (row) row.count++;
        else rows.set(key, { hour, category, cell, origin, count: 1 });
      }
      return [...rows.values()];
    },
  };
}

/** A log that only tells its followers. */
export function toldLog() {
  let seq = 0;
  const kept: ChainedFact[] = [];
  const followers = new Set<(facts: readonly ChainedFact[]) => void>();
  const log: Pick<FactLog, 'place' | 'follow' | 'read'> = {
    place: () => ({ epoch: 'testtest' as Epoch, seq: seq as Seq, hash: '0'.repeat(16) as ChainHash }),
    follow(receive) {
      followers.add(receive);
      return () => followers.delete(receive);
    },
    read: async (after, limit) => kept.slice(after, after + limit),
  };
  /** Commits without telling: the word of it is still under way. */
  const commit = (...facts: NewFact[]): ChainedFact[] => {
    const chained = facts.map((fact, i) => ({
      fact: { ...fact, seq: kept.length + 1 + i } as LoggedFact,
      hash: '0'.repeat(16) as ChainHash,
    }));
    kept.push(...chained);
    return chained;
  };
  const announce = (chained: readonly ChainedFact[]) => {
    seq = chained.at(-1)?.fact.seq ?? seq;
    for (const receive of followers) receive(chained);
  };
  return { log, commit, announce, tell: (...facts: NewFact[]) => announce(commit(...facts)) };
}

/** The analysis of a city in which these incidents were reported, at `now`. */
export function analysisOf(
  incidents: readonly Counted[],
  now: number,
  over: Partial<typeof pack> = {},
): Promise<Analysis> {
  return createAnalysis({
    rollups: recounted(incidents),
    log: toldLog().log,
    clock: standingClock(now),
    pack: { ...pack, ...over },
    areas,
    hourShift: 0,
    open: () => [],
  });
}

/** `perDay` incidents, spread evenly over the hours of each city day of [from, to). */
export function evenly(perDay: number, from: string, to: string, over: Partial<PastIncident> = {}): PastIncident[] {
  const all: PastIncident[] = [];
  for (let day = Date.parse(`${from}T00:00Z`); day < Date.parse(`${to}T00:00Z`); day += 86_400_000)
    for (let i = 0; i < perDay; i++)
      all.push(past(instantOf(offset, day + Math.floor(((i + 0.5) * 24) / perDay) * 3_600_000), over));
  return all;
}
