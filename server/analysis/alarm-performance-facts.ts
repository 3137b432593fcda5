import type { LoggedFact } from '#data/contract/fact.ts';
import type { AlarmId, AreaId, Seq } from '#data/contract/ids.ts';
import type { Records } from '../store/store.ts';

const PAGE = 1000;
/** A week of floods would be more than anybody reads: the newest are counted. */
const MOST = 100_000;

/** Everything said about alarms from `from` on, oldest first; of an area only what was raised in it. */
export async function readAlarmFacts(records: Records, from: number, area: AreaId | undefined): Promise<LoggedFact[]> {
  const facts: LoggedFact[] = [];
  for (let before: Seq | undefined; facts.length < MOST; before = facts.at(-1)?.seq) {
    const page = await records.about('alarms', { limit: PAGE, from, ...(before !== undefined && { before }) });
    facts.push(...page);
    if (page.length < PAGE) break;
  }
  facts.reverse();
  return area === undefined ? facts : within(area, facts);
}

function within(area: AreaId, facts: readonly LoggedFact[]): LoggedFact[] {
  const known = new Set<AlarmId>();
  return facts.filter((fact) => {
    if (fact.kind === 'alarm.raised') {
      if (!fact.alarm.areas.includes(area)) return false;
      known.add(fact.alarm.id);
      return true;
    }
    return 'alarm' in fact && known.has(fact.alarm);
  });
}
