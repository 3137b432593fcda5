import { basename, extname } from 'node:path';
import type { Report } from '#data/contract/api.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { LonLat } from '#data/contract/place.ts';
import type { Result } from '#data/kit/result.ts';
import { median } from '#data/stats/median.ts';
import { createAreas } from '../city/areas.ts';
import { importCity } from '../import/import-city.ts';
import { columnsOf, createIncidentMapper } from '../import/map-incident.ts';
import type { IncidentMapping, Mapping, TrackMapping } from '../import/mapping.ts';
import { openRows } from '../import/formats/open-rows.ts';
import { openText } from '../import/formats/open-text.ts';
import { readTrack } from '../import/tracks/read-track.ts';
import type { TimedFix } from '../import/tracks/timed-fix.ts';
import type { Happened } from './replay.ts';

export type ReplayItem = Omit<Report, 'reportedAt'> | Omit<TimedFix, 'at'>;
/** Everything in the files in the order of time, and how many rows cannot be used, by reason. */
export type ReplayItems = { items: Happened<ReplayItem>[]; unusable: Map<string, number> };

/** At most `most` rows of each file. @throws {Error} in one line when a file cannot be read with the mapping. */
export async function loadReplay(
  files: readonly string[],
  mapping: Mapping,
  pack: CityPack,
  now: number,
  most = Infinity,
): Promise<ReplayItems> {
  const items: Happened<ReplayItem>[] = [];
  const unusable = new Map<string, number>();
  for (const file of files) {
    const read = mapping.kind === 'track' ? fixesOf(file, mapping, pack) : reportsOf(file, mapping, pack, now);
    let rows = 0;
    for await (const item of read) {
      if (++rows > most) break;
      if (item.ok) items.push(item.value);
      else unusable.set(item.refusal, (unusable.get(item.refusal) ?? 0) + 1);
    }
  }
  return { items: items.toSorted((a, b) => a.at - b.at), unusable };
}

async function* fixesOf(
  file: string,
  mapping: TrackMapping,
  pack: CityPack,
): AsyncGenerator<Result<Happened<ReplayItem>, string>> {
  const { bytes } = await openText(file, mapping);
  for await (const fix of readTrack(bytes, mapping, basename(file, extname(file)), pack.city.timeZone)) {
    if (!fix.ok) yield fix;
    else {
      const { at, ...what } = fix.value;
      yield { ok: true, value: { at, what } };
    }
  }
}

async function* reportsOf(
  file: string,
  mapping: IncidentMapping,
  pack: CityPack,
  now: number,
): AsyncGenerator<Result<Happened<ReplayItem>, string>> {
  // The server places them: it alone has to know the grid.
  const map = createIncidentMapper(
    mapping,
    importCity(pack, createAreas(pack), { cellAt: () => null }),
    basename(file).slice(0, 60),
    now,
  );
  const { rows } = await openRows(file, mapping, columnsOf(mapping));
  for await (const row of rows) {
    const mapped = map(row);
    if (!mapped.ok) yield mapped;
    else {
      const { source, sourceRef, category, priority, location, reportedAt } = mapped.value.incident;
      const place = location && { location: { type: 'Point' as const, coordinates: location } };
      yield { ok: true, value: { at: reportedAt, what: { source, sourceRef, category, priority, ...place } } };
    }
  }
}

/** Moves everything so that its middle comes to lie on `center`; distances north to south stay, and so do shapes. */
export function shiftTo(items: readonly Happened<ReplayItem>[], center: LonLat): Happened<ReplayItem>[] {
  const places = items.map(({ what }) => placeOf(what)).filter((place) => place !== null);
  if (places.length === 0) return [...items];
  const middle: LonLat = [median(places.map(([lon]) => lon)), median(places.map(([, lat]) => lat))];
  // A degree of longitude is shorter further from the equator.
  const stretch = Math.cos((middle[1] * Math.PI) / 180) / Math.cos((center[1] * Math.PI) / 180);
  const move = ([lon, lat]: LonLat): LonLat => [center[0] + (lon - middle[0]) * stretch, center[1] + lat - middle[1]];
  return items.map(({ at, what }) => {
    const place = placeOf(what);
    if (!place) return { at, what };
    const [lon, lat] = move(place);
    if ('unit' in what) return { at, what: { ...what, lon, lat } };
    return { at, what: { ...what, location: { type: 'Point', coordinates: [lon, lat] } } };
  });
}

function placeOf(what: ReplayItem): LonLat | null {
  if ('unit' in what) return [what.lon, what.lat];
  const [lon, lat] = what.location?.coordinates ?? [];
  return lon === undefined || lat === undefined ? null : [lon, lat];
}

/** Lets every unit's track begin with the first of all: recordings of different days side by side. */
export function startTogether(items: readonly Happened<ReplayItem>[]): Happened<ReplayItem>[] {
  const begins = new Map<string, number>();
  const first = items[0]?.at ?? 0;
  const moved = items.map(({ at, what }) => {
    if (!('unit' in what)) return { at, what };
    if (!begins.has(what.unit)) begins.set(what.unit, at);
    return { at: first + at - begins.get(what.unit)!, what };
  });
  return moved.toSorted((a, b) => a.at - b.at);
}

/** Lets no pause be longer than `longest` milliseconds of what was; all that follows moves up. */
export function closeGaps(items: readonly Happened<ReplayItem>[], longest: number): Happened<ReplayItem>[] {
  let cut = 0;
  return items.map(({ at, what }, i) => {
    const pause = i === 0 ? 0 : at - items[i - 1]!.at;
    cut += Math.max(0, pause - longest);
    return { at: at - cut, what };
  });
}
