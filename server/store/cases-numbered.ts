import type { Seq } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { Store } from './store.ts';

/** Fewer letters than that are in every number. */
const LEAST = 3;
/** Several sources may have given the same number. */
const MOST = 50;

/**
 * Cases of the number that people say, open or ended, however old: ours by the fact that reported
 * them, which their number names; those that came by import by their source's own.
 */
export function casesNumbered({ log, incidents }: Pick<Store, 'log' | 'incidents'>) {
  return async (number: string, area: string | undefined): Promise<Incident[]> => {
    const said = number.toUpperCase();
    const isSaid = (row: Incident) => row.number.toUpperCase() === said || row.number.endsWith(`-${said}`);
    const isWithin = (row: Incident) => area === undefined || row.areas.some((id) => id === area);
    const own = await reportedAs(said);
    const past = said.length < LEAST ? [] : (await incidents.list({ text: number }, { limit: MOST })).items;
    const all = new Map([...(own ? [own] : []), ...past].map((row) => [row.id, row]));
    return [...all.values()].filter((row) => isSaid(row) && isWithin(row));
  };

  /** `XN26-104233` was reported by fact 104233. */
  async function reportedAs(said: string): Promise<Incident | null> {
    const seq = Number(/(?:^|-)([1-9]\d{0,14})$/.exec(said)?.[1] ?? 0);
    const [found] = seq > 0 ? await log.read((seq - 1) as Seq, 1) : [];
    return found?.fact.kind === 'incident.reported' ? incidents.get(found.fact.incident.id) : null;
  }
}
