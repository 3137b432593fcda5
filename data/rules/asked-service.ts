import type { CatalogueService } from '../contract/catalogue.ts';
import type { CategoryId } from '../contract/incident.ts';

/** The service of that id in a pack that has one. */
export const serviceOf = (
  id: string | undefined,
  { catalogue = [] }: { catalogue?: readonly CatalogueService[] | undefined },
): CatalogueService | undefined => (id === undefined ? undefined : catalogue.find((service) => service.id === id));

/** Whether a request for the service still is what it was asked as. */
export const isStill = (service: CatalogueService | undefined, category: CategoryId): service is CatalogueService =>
  service?.category === category;
