import type { CatalogueService } from '#data/contract/catalogue.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import { codeOf, type Language, nameIn } from './service-request.ts';
import type { Thing } from './written.ts';

const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2';
/** When this endpoint last changed what it answers. */
const CHANGESET = '2026-12-01T00:00:00Z';

/** What the city's catalogue offers, and each category as a service. */
export function servicesOf(
  { categories: { groups, categories }, catalogue = [] }: Pick<CityPack, 'categories' | 'catalogue'>,
  language: Language,
): Thing[] {
  const group = new Map(groups.map(({ id, names }) => [id, nameIn(names, language)]));
  const offered = catalogue.map(({ id, names, description, category, attributes }): Thing => {
    const of = group.get(category.split('/')[0]!) ?? '';
    return {
      service_code: id,
      service_name: nameIn(names, language),
      description: nameIn(description, language),
      metadata: attributes.length > 0,
      type: 'realtime',
      keywords: of,
      group: of,
    };
  });
  const plain = categories.map(({ id, names }): Thing => {
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
  return [...offered, ...plain];
}

/** What a service asks, as its definition; what is only told comes first, as the standard's attributes that take nothing. */
export function definitionOf({ id, papers, attributes }: CatalogueService, language: Language): Thing {
  const bring = papers.map((paper) => nameIn(paper, language)).join(language === 'zh' ? '；' : '; ');
  const told = papers.length > 0 ? [{ code: 'papers', description: `${words[language].papers}${bring}` }] : [];
  const all: Thing[] = [
    ...told.map(({ code, description }, i): Thing => ({
      variable: false,
      code,
      datatype: 'string',
      required: false,
      datatype_description: null,
      order: i + 1,
      description,
    })),
    ...attributes.map(({ code, type, required, hint, names, values }, i): Thing => ({
      variable: true,
      code,
      datatype: type,
      required,
      datatype_description: hint ? nameIn(hint, language) : null,
      order: told.length + i + 1,
      description: nameIn(names, language),
      ...(values && { values: values.map(({ key, names: name }) => ({ key, name: nameIn(name, language) })) }),
    })),
  ];
  return { service_code: id, attributes: all };
}

const words = { en: { papers: 'Bring or send along: ' }, zh: { papers: '所需材料：' } } as const;

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
