import type { LoggedFact } from '#data/contract/fact.ts';
import type { IncidentId, Seq, UnitId } from '#data/contract/ids.ts';
import type { Clock, Stop } from '#data/kit/clock.ts';
import { LOAD_MS } from '#data/rules/recommend.ts';
import type { ChainedFact, FactLog } from '../store/store.ts';

/** How many incidents each unit has been sent to in the last hours. */
export type Loads = {
  of(unit: UnitId): number;
  /** Counts anew after the store was exchanged. */
  load(): Promise<void>;
  stop: Stop;
};

/** So far back the log is read at a start, and in such pieces; of one kind, so that no import is read for nothing. */
const MOST_FACTS = 20_000;
const PIECE = 2000;

type Sent = { incident: IncidentId; at: number };

export function createLoads({ log, clock }: { log: FactLog; clock: Clock }): Loads {
  let sent = new Map<UnitId, Sent[]>();
  const stop = log.follow((facts) => facts.forEach(({ fact }) => remember(sent, fact)));

  return {
    of(unit) {
      const since = clock.now() - LOAD_MS;
      const recent = (sent.get(unit) ?? []).filter(({ at }) => at > since);
      sent.set(unit, recent);
      return new Set(recent.map(({ incident }) => incident)).size;
    },
    async load() {
      const { seq } = log.place();
      const since = new Map<UnitId, Sent[]>();
      sent = since;
      const earlier = new Map<UnitId, Sent[]>();
      let after: Seq | undefined = Math.max(0, seq - MOST_FACTS) as Seq;
      while (after !== undefined) {
        const facts: ChainedFact[] = await log.read(after, PIECE, 'incident.assigned');
        // What is newer than the beginning was heard.
        for (const { fact } of facts) if (fact.seq <= seq) remember(earlier, fact);
        after = facts[PIECE - 1]?.fact.seq;
      }
      for (const [unit, list] of earlier) since.set(unit, [...list, ...(since.get(unit) ?? [])]);
    },
    stop,
  };
}

function remember(sent: Map<UnitId, Sent[]>, fact: LoggedFact): void {
  if (fact.kind !== 'incident.assigned') return;
  const list = sent.get(fact.unit);
  const one = { incident: fact.incident, at: fact.at };
  if (list) list.push(one);
  else sent.set(fact.unit, [one]);
}
