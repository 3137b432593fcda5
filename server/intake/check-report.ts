import { Report } from '#data/contract/api.ts';
import type { CatalogueService } from '#data/contract/catalogue.ts';
import type { ServiceAnswer } from '#data/contract/service-answers.ts';
import type { Bounds, LonLat } from '#data/contract/place.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import { type FieldError, invalid, type Problem } from '#data/contract/problem.ts';
import { pointerTo } from '#data/kit/pointer.ts';
import { cleanFields, cleanText } from '#data/kit/text.ts';
import { checkAnswers } from '#data/rules/check-answers.ts';

/** How far ahead of our clock a source's may run, ms. */
export const AHEAD_MS = 10 * 60_000;

/** What people write in a report. */
const freeFields = ['/title', '/description', '/address', '/contact/name', '/contact/phone'] as const;

/** What a report is held against. */
export type KnownCity = {
  reach: Bounds;
  hasCategory: (id: string) => boolean;
  service: (id: string) => CatalogueService | undefined;
};

/** A report that holds for this city now, or a problem that points at every wrong field. */
export function checkReport(
  sent: unknown,
  city: KnownCity,
  source: string,
  now: number,
): Result<{ report: Report; cleaned: string[] }, Problem> {
  const { value: input, cleaned } = cleanFields(sent, freeFields);
  const swap = swappedPlace(input, city.reach);
  const parsed = Report.safeParse(input);
  const errors: FieldError[] = [];
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      // One clear word about the place, in place of what the schema says of its two numbers.
      if (swap && issue.path[0] === 'location') continue;
      errors.push({ pointer: pointerTo(issue.path), detail: issue.message });
    }
  } else {
    const report = parsed.data;
    if (report.source !== source)
      errors.push({ pointer: '/source', detail: 'is not the source that this token reports for' });
    if (!city.hasCategory(report.category))
      errors.push({ pointer: '/category', detail: 'is not a category of this city' });
    errors.push(...serviceErrors(report, city));
    const when = report.reportedAt === undefined ? null : whyNoMoment(Date.parse(report.reportedAt), now);
    if (when !== null) errors.push({ pointer: '/reportedAt', detail: when });
  }
  if (swap) errors.push({ pointer: '/location/coordinates', detail: swap });
  if (errors.length > 0) return refused(invalid(errors));
  cleaned.push(...uncleanAnswers(sent));
  const { location, ...placeless } = parsed.data!;
  // What cannot say where it is says that: it costs the place, never the report.
  if (location?.coordinates.every((part) => part === 0))
    return accepted({ report: placeless, cleaned: [...cleaned, '/location'] });
  return accepted({ report: parsed.data!, cleaned });
}

/** Pointers to answers that held what is no text. */
const uncleanAnswers = (sent: unknown): string[] =>
  ((sent as { answers?: ServiceAnswer[] }).answers ?? []).flatMap(({ values }, i) =>
    values.flatMap((value, j) => (cleanText(value) === value ? [] : `/answers/${i}/values/${j}`)),
  );

/** What its service asks, and what it was answered. */
function serviceErrors(report: Report, city: KnownCity): FieldError[] {
  const { service: id, answers } = report;
  if (id === undefined) return answers ? [{ pointer: '/answers', detail: 'belong to a service: none is named' }] : [];
  const service = city.service(id);
  if (!service) return [{ pointer: '/service', detail: 'is not a service of this city' }];
  if (service.category !== report.category)
    return [{ pointer: '/category', detail: `is not that of the service: ${service.category}` }];
  const checked = checkAnswers(service, answers ?? []);
  if (!checked.ok)
    return checked.refusal.map(({ code, at, detail }) => ({
      pointer: at === undefined ? '/answers' : `/answers/${at}`,
      detail: at === undefined ? `${code} ${detail}` : detail,
    }));
  if (checked.value.length > 0) report.answers = checked.value;
  else delete report.answers;
  return [];
}

/** Why nothing was reported then; null when it may have been. The log counts from 1970. */
function whyNoMoment(at: number, now: number): string | null {
  if (at < 0) return 'lies before 1970';
  return at > now + AHEAD_MS ? 'lies more than 10 minutes in the future' : null;
}

/** GeoJSON's order is longitude first; says so when the two are likely the wrong way round. */
function swappedPlace(input: unknown, reach: Bounds): string | null {
  const place = (input as { location?: { coordinates?: unknown } } | null)?.location?.coordinates;
  if (!Array.isArray(place) || typeof place[0] !== 'number' || typeof place[1] !== 'number') return null;
  return whyNoPlace([place[0], place[1]], reach);
}

/** Why a pair of numbers cannot be a place of this city's world; null when it can. */
export function whyNoPlace([lon, lat]: LonLat, reach: Bounds): string | null {
  const swappedFits = inside([lat, lon], reach);
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180 || !Number.isFinite(lon + lat)) {
    const hint = Math.abs(lon) <= 90 && Math.abs(lat) <= 180 ? '; longitude and latitude look swapped' : '';
    return `lies outside the world (longitude first, -180 to 180; then latitude, -90 to 90)${hint}`;
  }
  if (swappedFits && !inside([lon, lat], reach)) return 'longitude and latitude look swapped: longitude comes first';
  return null;
}

function inside([lon, lat]: LonLat, [west, south, east, north]: Bounds): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}
