import type { CityPack, Names } from '#data/contract/city-pack.ts';
import type { CellId } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import type { LonLat } from '#data/contract/place.ts';
import { hasEnded } from '#data/fold/fold-incident.ts';
import { isStill, serviceOf } from '#data/rules/asked-service.ts';
import { categoryOf } from '#data/rules/time-limits.ts';
import type { Thing } from './written.ts';

export type Language = 'en' | 'zh';
export const nameIn = (names: Names, language: Language): string => names[language] ?? names.en;

/** The code of a category in addresses, where a slash would part them. */
export const codeOf = (category: string): string => category.replace('/', '.');
export const categoryOfCode = (code: string): string => code.replace('.', '/');

/** The service that a case is a request for: one of the catalogue, or its category. */
export function serviceCodeOf(row: Pick<Incident, 'service' | 'category'>, pack: Pick<CityPack, 'catalogue'>): string {
  const service = serviceOf(row.service, pack);
  return isStill(service, row.category) ? service.id : codeOf(row.category);
}

type Parts = {
  pack: Pick<CityPack, 'categories' | 'organisations' | 'catalogue'>;
  anchorOf: (cell: CellId) => LonLat | undefined;
  language: Language;
  /** Whether the caller is the source that reported it. */
  isOwn: boolean;
  /** What whoever reported was told in words. */
  told?: string | undefined;
};

/**
 * A case as GeoReport has it. Its own source reads what it sent; everybody else no word that people wrote, and no
 * place but the grid cell's: of what may be a home, none.
 */
export function serviceRequest(row: Incident, { pack, anchorOf, language, isOwn, told }: Parts): Thing {
  const category = categoryOf(row.category, pack);
  const service = serviceOf(row.service, pack);
  const names = isStill(service, row.category) ? service.names : category?.names;
  const at = isOwn ? row.location : !row.dwelling && row.cell ? anchorOf(row.cell) : undefined;
  const lead = row.tasks?.find((task) => task.lead)?.organisation;
  const organisation = pack.organisations.find(({ id }) => id === lead);
  const expected = hasEnded(row.state) ? undefined : (row.owed?.reply?.due ?? row.due.resolve);
  return {
    service_request_id: row.number,
    status: hasEnded(row.state) ? 'closed' : 'open',
    status_notes: told ?? notes(row, language, organisation && nameIn(organisation.names, language)),
    service_name: names ? nameIn(names, language) : row.category,
    service_code: serviceCodeOf(row, pack),
    description: isOwn ? (row.description ?? null) : null,
    agency_responsible: organisation ? nameIn(organisation.names, language) : null,
    service_notice: null,
    requested_datetime: w3(row.reportedAt),
    updated_datetime: w3(updatedAt(row)),
    expected_datetime: expected === undefined ? null : w3(expected),
    address: isOwn ? (row.address ?? null) : null,
    address_id: null,
    zipcode: null,
    lat: at?.[1] ?? null,
    long: at?.[0] ?? null,
    media_url: null,
  };
}

const said = {
  en: {
    done: 'Done.',
    planned: 'It is planned for a day.',
    'handed-over': 'Handed over to a named receiver.',
    'not-done': 'It will not be done.',
    duplicate: 'Reported before: it is dealt with together with that report.',
    reported: 'Received.',
    other: 'Under way.',
    asked: (who: string) => `${who} has been asked.`,
    accepted: (who: string) => `${who} has taken it on.`,
  },
  zh: {
    done: '已办结。',
    planned: '已列入计划。',
    'handed-over': '已转交办理单位。',
    'not-done': '不予办理。',
    duplicate: '此前已有反映，合并办理。',
    reported: '已收到。',
    other: '办理中。',
    asked: (who: string) => `已请${who}办理。`,
    accepted: (who: string) => `${who}已接办。`,
  },
} as const;

/** @param who the organisation that leads, where there is one. */
function notes({ state, owed, tasks }: Incident, language: Language, who: string | undefined): string {
  const words = said[language];
  if (state === 'duplicate') return words.duplicate;
  if (owed?.reply) return words[owed.reply.outcome];
  if (state === 'reported') return words.reported;
  const lead = tasks?.find((task) => task.lead)?.state;
  return who !== undefined && (lead === 'asked' || lead === 'accepted') ? words[lead](who) : words.other;
}

function updatedAt({ times, owed, state }: Incident): number {
  if (hasEnded(state) && times.closed !== undefined) return times.closed;
  const reached = Object.values(times).filter((at) => at !== undefined);
  return Math.max(...reached, owed?.reply?.at ?? 0, owed?.words?.at(-1) ?? 0);
}

/** W3C date and time, in UTC. */
const w3 = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
