import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const xining = resolve(import.meta.dirname, '../../data/city/xining');
/** Local hour at which most is reported for hours to come. */
const BUSY = 9;
const HOUR = 3_600_000;

/** The city pack of the soak in `folder`: Xining in a zone where the busy hours begin at `now`. */
export function busyCity(folder: string, now: number): string {
  cpSync(xining, folder, { recursive: true, filter: (path) => path !== join(xining, 'draw') });
  const file = join(folder, 'city.json');
  const city = JSON.parse(readFileSync(file, 'utf8')) as { timeZone: string };
  writeFileSync(file, JSON.stringify({ ...city, timeZone: zoneAt(now) }));
  return folder;
}

/** The zone without a change of clocks in which it is the busy hour; its names count hours west of Greenwich. */
export function zoneAt(now: number): string {
  const utc = Math.floor((now % (24 * HOUR)) / HOUR);
  const east = ((BUSY - utc + 24 + 11) % 24) - 11;
  return east === 0 ? 'Etc/GMT' : `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
}
