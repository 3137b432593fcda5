import type { Seq } from '../contract/ids.ts';

/** The number people say, `XN26-104233`: the series and the seq of the fact that reported it. */
export function caseNumber(series: string, seq: Seq): string {
  return `${series}-${seq}`;
}

/** The series of a city in the year of a city-local date: `XN` and 2026 give `XN26`. */
export function caseSeries(prefix: string, year: number): string {
  return prefix + String(year % 100).padStart(2, '0');
}

/** The number of a case of the dispute station, `XN26-D104240`. */
export function disputeNumber(series: string, seq: Seq): string {
  return `${series}-D${seq}`;
}
