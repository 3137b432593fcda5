import { blanks, type ServiceAttribute } from '#data/contract/catalogue.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { Fault } from './fault.ts';

/** What the catalogue of services says that it itself, or another part of the pack, contradicts. */
export function* catalogueFaults({ catalogue = [], categories, organisations }: CityPack): Iterable<Fault> {
  const file = 'catalogue.json';
  const known = new Set<string>(categories.categories.map(({ id }) => id));
  const doers = new Set<string>(organisations.map(({ id }) => id));
  const classes = new Set<string>(organisations.map((each) => each.class));
  const seen = new Set<string>();
  for (const [i, service] of catalogue.entries()) {
    const at = `/${i}`;
    if (seen.has(service.id)) yield { file, pointer: `${at}/id`, detail: 'is there twice' };
    seen.add(service.id);
    if (!known.has(service.category))
      yield { file, pointer: `${at}/category`, detail: 'must name a category of categories.json' };
    if ((service.organisations === undefined) === (service.organisationClass === undefined))
      yield { file, pointer: at, detail: 'must have either organisations or an organisationClass' };
    for (const [j, id] of (service.organisations ?? []).entries())
      if (!doers.has(id))
        yield { file, pointer: `${at}/organisations/${j}`, detail: 'must name an organisation of organisations.json' };
    if (service.organisationClass !== undefined && !classes.has(service.organisationClass))
      yield { file, pointer: `${at}/organisationClass`, detail: 'must be a class of organisations.json' };
    for (const { pointer, detail } of attributeFaults(service.attributes))
      yield { file, pointer: `${at}/attributes${pointer}`, detail };
  }
}

function* attributeFaults(attributes: readonly ServiceAttribute[]): Iterable<Omit<Fault, 'file'>> {
  const seen = new Set<string>();
  for (const [i, { code, type, values }] of attributes.entries()) {
    if (seen.has(code)) yield { pointer: `/${i}/code`, detail: 'is there twice' };
    seen.add(code);
    const isList = type === 'singlevaluelist' || type === 'multivaluelist';
    if (isList !== (values !== undefined && values.length > 0))
      yield { pointer: `/${i}/values`, detail: isList ? 'a list has values' : 'only a list has values' };
    const keys = new Set(values?.map(({ key }) => key));
    if (values && keys.size < values.length) yield { pointer: `/${i}/values`, detail: 'a key is there twice' };
  }
}

/** The same of the quick answers. */
export function* quickAnswerFaults({ 'quick-answers': answers = [], categories }: CityPack): Iterable<Fault> {
  const file = 'quick-answers.json';
  const known = new Set<string>([...categories.categories, ...categories.groups].map(({ id }) => id));
  const seen = new Set<string>();
  for (const [i, { id, of, text }] of answers.entries()) {
    if (seen.has(id)) yield { file, pointer: `/${i}/id`, detail: 'is there twice' };
    seen.add(id);
    for (const [j, each] of of.entries())
      if (!known.has(each))
        yield { file, pointer: `/${i}/of/${j}`, detail: 'must name a category or a group of categories.json' };
    for (const [language, words] of Object.entries(text))
      for (const [, name] of (words ?? '').matchAll(/\{([^{}]*)\}/g))
        if (!(blanks as readonly (string | undefined)[]).includes(name))
          yield {
            file,
            pointer: `/${i}/text/${language}`,
            detail: `knows only {${blanks.join('}, {')}}`,
          };
  }
}
