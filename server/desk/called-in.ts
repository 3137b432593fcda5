import type { LoggedFact } from '#data/contract/fact.ts';
import type { IncidentId } from '#data/contract/ids.ts';
import { disputeNumber } from '#data/fold/case-number.ts';
import { allAbout } from './all-about.ts';
import type { IncidentIndex, Records } from '../store/store.ts';

type Parts = { records: Records; incidents: Pick<IncidentIndex, 'get'> };

/**
 * What people call the things of these lines, by id: an incident and a dispute by its case number, whether it is open or
 * has ended, a hidden danger by the cell that it is in. What is not here nobody has a name for.
 */
export async function calledIn(
  lines: readonly LoggedFact[],
  { records, incidents }: Parts,
): Promise<Record<string, string>> {
  const called: Record<string, string> = {};
  for (const [id, kind] of new Map(lines.flatMap(thingsIn))) {
    const name = kind === 'incident' ? (await incidents.get(id as IncidentId))?.number : await fromRecord(kind, id);
    if (name !== undefined) called[id] = name;
  }
  return called;

  async function fromRecord(kind: 'dispute' | 'danger', id: string): Promise<string | undefined> {
    for (const fact of await allAbout(records, `${kind}/${id}`)) {
      if (fact.kind === 'dispute.registered') return disputeNumber(fact.series, fact.seq);
      if (fact.kind === 'danger.found') return fact.danger.cell;
    }
    return undefined;
  }
}

type Thing = [id: string, kind: 'incident' | 'dispute' | 'danger'];

function thingsIn(fact: LoggedFact): Thing[] {
  if (fact.kind === 'audit.looked') {
    if (fact.what === 'dispute') return [[fact.id, 'dispute']];
    return fact.what === 'incident' || fact.what === 'contact' ? [[fact.id, 'incident']] : [];
  }
  const fields = fact as unknown as Readonly<Record<string, unknown>>;
  return (['incident', 'dispute', 'danger'] as const).flatMap((kind): Thing[] => {
    const said = fields[kind];
    const id = typeof said === 'object' && said !== null && 'id' in said ? said.id : said;
    const subject = fact.kind.startsWith('alarm.') ? alarmOf(fields['alarm'], kind) : undefined;
    return [id, subject].flatMap((each): Thing[] => (typeof each === 'string' ? [[each, kind]] : []));
  });
}

/** Out of `limit-passed:incident:ID`. */
function alarmOf(said: unknown, kind: string): string | undefined {
  const id = typeof said === 'object' && said !== null && 'id' in said ? said.id : said;
  const [, of, about] = typeof id === 'string' ? id.split(':') : [];
  return of === kind ? about : undefined;
}
