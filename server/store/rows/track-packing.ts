import type { UnitId } from '#data/contract/ids.ts';
import type { TrackFix } from '../store.ts';
import type { Words } from './words.ts';

/** Fixes on their way between threads: at, lon, lat, speed and heading of the i-th begin at 5 i. */
export type LooseFixes = { units: string[]; numbers: Float64Array };

export function loosen(fixes: readonly TrackFix[]): LooseFixes {
  const numbers = new Float64Array(fixes.length * 5);
  fixes.forEach(({ at, lon, lat, speed, heading }, i) => numbers.set([at, lon, lat, speed, heading], i * 5));
  return { units: fixes.map((fix) => fix.unit), numbers };
}

export function tighten({ units, numbers }: LooseFixes): TrackFix[] {
  return units.map((unit, i) => {
    const [at, lon, lat, speed, heading] = numbers.subarray(i * 5, i * 5 + 5) as unknown as [
      number,
      number,
      number,
      number,
      number,
    ];
    return { unit: unit as UnitId, at, lon, lat, speed, heading };
  });
}

/**
 * A fix as it is kept, 22 bytes, big-endian: unit's word u32, at u48 in ms, lon and lat i32 in 1e-7
 * degrees (1 cm), speed u16 in cm/s, heading u16 in 0.01 degrees; 65535 where unknown.
 */
export const FIX_BYTES = 22;

function packFix(into: Buffer, offset: number, unit: number, numbers: Float64Array, i: number): void {
  into.writeUInt32BE(unit, offset);
  into.writeUIntBE(numbers[i * 5]!, offset + 4, 6);
  into.writeInt32BE(Math.round(numbers[i * 5 + 1]! * 1e7), offset + 10);
  into.writeInt32BE(Math.round(numbers[i * 5 + 2]! * 1e7), offset + 14);
  into.writeUInt16BE(hundredths(numbers[i * 5 + 3]!), offset + 18);
  into.writeUInt16BE(hundredths(numbers[i * 5 + 4]!), offset + 20);
}

/** Fixes of one moment in one piece, with the oldest and the newest time among them. */
export function packBatch({ units, numbers }: LooseFixes, words: Words): { body: Buffer; from: number; to: number } {
  const body = Buffer.alloc(units.length * FIX_BYTES);
  let from = Infinity;
  let to = 0;
  units.forEach((unit, i) => {
    packFix(body, i * FIX_BYTES, words(unit), numbers, i);
    from = Math.min(from, numbers[i * 5]!);
    to = Math.max(to, numbers[i * 5]!);
  });
  return { body, from, to };
}

/** The packed fixes of a batch, each by itself. */
export function fixesIn(body: Buffer): Buffer[] {
  return Array.from({ length: body.length / FIX_BYTES }, (_, i) => body.subarray(i * FIX_BYTES, (i + 1) * FIX_BYTES));
}

/** Packed fixes as they are handed on. */
export function loose(fixes: readonly Buffer[], wordOf: (n: number) => string): LooseFixes {
  const numbers = new Float64Array(fixes.length * 5);
  fixes.forEach((fix, i) => numbers.set(unpackNumbers(fix, 0), i * 5));
  return { units: fixes.map((fix) => wordOf(unitAt(fix, 0))), numbers };
}

/** Those of the batches with from <= at < to, oldest first; what was sent and kept again counts once. */
export function fixesBetween(batches: readonly Buffer[], from: number, to: number): Buffer[] {
  const fixes = batches.flatMap(fixesIn).filter((fix) => timeAt(fix, 0) >= from && timeAt(fix, 0) < to);
  fixes.sort((a, b) => timeAt(a, 0) - timeAt(b, 0));
  let moment = -1;
  const ofMoment = new Set<string>();
  return fixes.filter((fix) => {
    const at = timeAt(fix, 0);
    if (at !== moment) ofMoment.clear();
    moment = at;
    const text = fix.toString('latin1');
    return !ofMoment.has(text) && ofMoment.add(text);
  });
}

export function unitAt(from: Buffer, offset: number): number {
  return from.readUInt32BE(offset);
}

export function timeAt(from: Buffer, offset: number): number {
  return from.readUIntBE(offset + 4, 6);
}

/** at, lon, lat, speed, heading. */
function unpackNumbers(from: Buffer, offset: number): [number, number, number, number, number] {
  return [
    timeAt(from, offset),
    from.readInt32BE(offset + 10) / 1e7,
    from.readInt32BE(offset + 14) / 1e7,
    known(from.readUInt16BE(offset + 18)),
    known(from.readUInt16BE(offset + 20)),
  ];
}

const hundredths = (value: number) => (Number.isNaN(value) ? 65535 : Math.min(65534, Math.round(value * 100)));
const known = (value: number) => (value === 65535 ? NaN : value / 100);
