import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { UnitId } from '#data/contract/ids.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import type { TrackMapping } from '../mapping.ts';
import { readNmea } from './nmea.ts';
import { readNumber } from '../read-number.ts';
import { readOwnTracks } from './owntracks.ts';
import { readRows } from '../formats/read-rows.ts';
import { createWhen, type NoMoment } from '../read-when.ts';
import { columnsOfPlace, createWhere, type NoPlace } from '../place/read-where.ts';
import type { Column, Row } from '../formats/row.ts';
import type { TimedFix } from './timed-fix.ts';

export type NoFix = NoMoment | NoPlace | 'no-place' | 'no-unit' | 'not-a-call-sign' | 'no-fix' | 'unreadable';
type Read = Result<TimedFix, NoFix>;

/** The fixes of a track file in its order, each accepted or refused with a reason. @throws {Error} in one line */
export function readTrack(
  bytes: Readable,
  mapping: TrackMapping,
  fileName: string,
  timeZone: string,
): AsyncGenerator<Read> {
  const unit = 'name' in mapping.unit ? mapping.unit.name.replace('{file}', fileName) : '';
  switch (mapping.format) {
    case 'nmea':
      return linesOf(bytes, (line) => {
        const fix = readNmea(line);
        return fix === null ? null : typeof fix === 'string' ? refused(fix) : accepted({ unit, ...fix });
      });
    case 'owntracks':
      return linesOf(bytes, (line) => readOwnTracks(line, unit));
    case 'csv':
    case 'json':
      return rowsOf(bytes, { ...mapping, format: mapping.format }, unit, timeZone);
  }
}

async function* linesOf(bytes: Readable, read: (line: string) => Read | null): AsyncGenerator<Read> {
  for await (const line of createInterface({ input: bytes, crlfDelay: Infinity })) {
    const fix = read(line);
    if (fix) yield fix;
  }
}

async function* rowsOf(
  bytes: Readable,
  mapping: TrackMapping & { format: 'csv' | 'json' },
  name: string,
  timeZone: string,
): AsyncGenerator<Read> {
  if (!mapping.when || !mapping.where) throw new Error('a mapping of positions in columns needs "when" and "where"');
  const when = createWhen(mapping.when, mapping.timeZone ?? timeZone);
  const where = createWhere(mapping.where, mapping.decimal);
  const { unit: named, heading, speed, speedFactor, decimal } = mapping;
  const columns: Column[] = [
    ...mapping.when.flatMap((part) => part.columns),
    ...columnsOfPlace(mapping.where),
    ...('column' in named ? [named.column] : []),
    ...[heading, speed].filter((column) => column !== undefined),
  ];
  for await (const row of readRows(bytes, mapping, columns)) yield fixOf(row);

  function fixOf(row: Row): Read {
    const moment = when(row);
    if (!moment.ok) return moment;
    const place = where(row);
    if (!place.ok) return place;
    if (!place.value) return refused('no-place');
    const id = 'column' in named ? row.get(named.column) : undefined;
    if ('column' in named && id === undefined) return refused('no-unit');
    const unit = 'column' in named ? `${named.prefix}${id}` : name;
    if (!UnitId.safeParse(unit).success) return refused('not-a-call-sign');
    return accepted({
      unit,
      at: moment.value.at,
      lon: place.value[0],
      lat: place.value[1],
      ...number(row, heading, 'heading', 1),
      ...number(row, speed, 'speed', speedFactor),
    });
  }

  function number<K extends string>(
    row: Row,
    column: Column | undefined,
    key: K,
    factor: number,
  ): { [key in K]?: number } {
    const text = column === undefined ? undefined : row.get(column);
    const value = text === undefined ? NaN : readNumber(text, decimal) * factor;
    return (Number.isFinite(value) ? { [key]: value } : {}) as { [key in K]?: number };
  }
}
