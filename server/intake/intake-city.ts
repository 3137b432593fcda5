import type { CityPack } from '#data/contract/city-pack.ts';
import { caseSeries } from '#data/fold/case-number.ts';
import { civilDate } from '#data/rules/civil-day.ts';
import { serviceOf } from '#data/rules/asked-service.ts';
import { categoryOf, dueOf, limitsOf } from '#data/rules/time-limits.ts';
import { localDay, zoneOffset } from '#data/rules/zone.ts';
import type { Areas } from '../city/areas.ts';
import type { Placing } from '../city/placing.ts';
import type { IntakeCity } from './take-reports.ts';

/** What the door has to know, read from a city pack. */
export function intakeCity(pack: CityPack, areas: Areas, placing: Placing): IntakeCity {
  const { reach, timeZone, caseSeries: prefix } = pack.city;
  const offset = zoneOffset(timeZone);
  return {
    reach,
    category: (id) => categoryOf(id, pack),
    cellAt: ([lon, lat]) => placing.cellAt(lon, lat),
    areasOf: (cell) => [...areas.pathOf(cell)],
    service: (id) => serviceOf(id, pack),
    due: (of, at) => dueOf({ limits: limitsOf(of, pack) }, at, pack.calendar, timeZone),
    series: (at) => caseSeries(prefix, civilDate(localDay(offset, at)).year),
  };
}
