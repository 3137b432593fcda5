import type { AlarmPerformance } from '#data/contract/desk-api.ts';

/** A measure of the alarm system beside what the standard asks of it; no target: only told. */
export type Measure = {
  name: 'perHour' | 'floodShare' | 'standing' | 'chattering' | 'unacknowledged' | 'shelved' | 'suppressed';
  value: number;
  target: { at: 'most' | 'below'; value: number } | null;
  met: boolean | null;
};

/** Alarms in 10 minutes that one operator can bear for long (ANSI/ISA-18.2, IEC 62682, clause 16). */
export const BEARABLE = 1;
/** More than this many in 10 minutes are a flood (the same). */
export const FLOOD = 10;

/** What ANSI/ISA-18.2 and IEC 62682, clause 16, ask of one operator's alarms. */
const targets: Partial<Record<Measure['name'], NonNullable<Measure['target']>>> = {
  perHour: { at: 'most', value: 6 },
  floodShare: { at: 'below', value: 0.01 },
  standing: { at: 'below', value: 5 },
  chattering: { at: 'most', value: 0 },
};

export function measures(performance: AlarmPerformance): Measure[] {
  const { perHour, floodShare, standing, chattering, unacknowledged, shelved, suppressed } = performance;
  const values = {
    perHour,
    floodShare,
    standing: standing.length,
    chattering: chattering.length,
    unacknowledged,
    shelved,
    suppressed,
  };
  return Object.entries(values).map(([key, value]) => {
    const name = key as Measure['name'];
    const target = targets[name] ?? null;
    return {
      name,
      value,
      target,
      met: target && (target.at === 'most' ? value <= target.value : value < target.value),
    };
  });
}

/** The most of any span, and the mean of all. */
export function tenMinuteFigures({ tenMinutes }: Pick<AlarmPerformance, 'tenMinutes'>): { most: number; mean: number } {
  const counts = tenMinutes.map(({ count }) => count);
  const sum = counts.reduce((a, b) => a + b, 0);
  return { most: Math.max(0, ...counts), mean: counts.length === 0 ? 0 : sum / counts.length };
}
