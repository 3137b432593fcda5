import type { CityPack } from '#data/contract/city-pack.ts';
import { codeOf, type Language, nameIn } from './service-request.ts';
import type { Thing } from './written.ts';

const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2';
/** When this endpoint last changed what it answers. */
const CHANGESET = '2026-11-30T00:00:00Z';

/** The categories of the city as services. */
export function servicesOf({ categories: { groups, categories } }: Pick<CityPack, 'categories'>, language: Language) {
  const group = new Map(groups.map(({ id, names }) => [id, nameIn(names, language)]));
  return categories.map(({ id, names }): Thing => {
    const of = group.get(id.split('/')[0]!) ?? '';
    const name = nameIn(names, language);
    return {
      service_code: codeOf(id),
      service_name: name,
      description: `${of}: ${name}`,
      metadata: false,
      type: 'realtime',
      keywords: of,
      group: of,
    };
  });
}

/** Where this endpoint is and what it speaks. @param base `https://city.example` */
export function discovered(base: string): Thing {
  return {
    changeset: CHANGESET,
    contact: `${base}/docs`,
    key_service: 'An api_key is the token of a source: watchfloor token add --source NAME',
    endpoints: [
      {
        specification: SPECIFICATION,
        url: `${base}/open311/v2`,
        changeset: CHANGESET,
        type: 'production',
        formats: ['text/xml', 'application/json'],
      },
    ],
  };
}
