import type { CatalogueService } from '../contract/catalogue.ts';
import type { Organisation } from '../contract/city-pack.ts';
import type { AreaId } from '../contract/ids.ts';

type Known = Pick<Organisation, 'id' | 'area' | 'class'>;

/**
 * Who does a service at a place: of those who do it the one of the smallest area that the place lies in. Off the
 * map, or where none is of the place, only one who does it alone.
 */
export function whoServes(
  service: Pick<CatalogueService, 'organisations' | 'organisationClass'>,
  areas: readonly AreaId[],
  organisations: readonly Known[],
): Known | undefined {
  const named = new Set(service.organisations);
  const doers = organisations.filter((each) => named.has(each.id) || each.class === service.organisationClass);
  const here = areas.toReversed().flatMap((area) => doers.filter((each) => each.area === area));
  return here[0] ?? (doers.length === 1 ? doers[0] : undefined);
}
