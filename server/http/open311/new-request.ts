import type { Report } from '#data/contract/api.ts';
import type { CatalogueService } from '#data/contract/catalogue.ts';
import type { SourceName } from '#data/contract/ids.ts';
import type { ServiceAnswer } from '#data/contract/service-answers.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';
import type { Form } from './form.ts';

const number = /^-?\d{1,3}(\.\d{1,15})?$/;
type Asked = {
  source: SourceName;
  sourceRef: string;
  category: string;
  service?: CatalogueService | undefined;
};

/** As the standard writes them; a list of several values has `[]` after it. */
const attribute = /^attribute\[([^[\]]{1,40})\]$/;
/** Not kept: who reports is known by name and telephone number, where they want to be. */
const known = new Set([
  ...['api_key', 'jurisdiction_id', 'service_code', 'lat', 'long', 'address_string', 'description', 'media_url'],
  ...['first_name', 'last_name', 'phone', 'email', 'device_id', 'account_id'],
]);

/** What `POST requests` says as a report, or why not, in words. `category`, `service`: what the service code stands for. */
export function newRequest(
  form: Form,
  { source, sourceRef, category, service }: Asked,
): Result<Omit<Report, 'category'> & { category: string }, string> {
  const [lat, long, address] = [form.get('lat'), form.get('long'), form.get('address_string')];
  if (form.has('address_id'))
    return refused('address_id: no addresses have ids here; give lat and long, or address_string');
  const answers = service ? answersIn(form) : [];
  const strange = [...form.keys(), ...form.lists.keys()].find((name) => !known.has(name) && !attribute.test(name));
  if (strange !== undefined) return refused('a parameter is none of this resource');
  if (!service && [...form.keys(), ...form.lists.keys()].some((name) => attribute.test(name)))
    return refused('attribute: this service asks for none');
  if (!answers) return refused('attribute: one is given more than once');
  if ((lat === undefined) !== (long === undefined)) return refused('lat and long: one is missing');
  if (lat === undefined && address === undefined)
    return refused('a location is missing: lat and long, or address_string');
  if (lat !== undefined && !(number.test(lat) && number.test(long!)))
    return refused('lat and long must be decimal degrees');
  const media = form.get('media_url');
  if (media !== undefined && !isWebAddress(media)) return refused('media_url must be an http or https address');
  const name = [form.get('first_name'), form.get('last_name')].filter(Boolean).join(' ');
  const phone = form.get('phone');
  const text = [form.get('description'), media].filter(Boolean).join('\n');
  return accepted({
    source,
    sourceRef,
    category,
    mode: 'reported',
    ...(service && { service: service.id, ...(answers.length > 0 && { answers }) }),
    ...(lat !== undefined && { location: { type: 'Point' as const, coordinates: [Number(long), Number(lat)] } }),
    ...(address !== undefined && { address }),
    ...(text !== '' && { description: text }),
    ...((name !== '' || phone !== undefined) && {
      contact: { ...(name !== '' && { name }), ...(phone !== undefined && { phone }) },
    }),
  });
}

/** Null: one of them is given in two ways. */
function answersIn(form: Form): ServiceAnswer[] | null {
  const said = [
    ...[...form].map(([name, value]) => ({ name, values: [value] })),
    ...[...form.lists].map(([name, values]) => ({ name, values: [...values] })),
  ];
  const answers = said.flatMap(({ name, values }) => {
    const code = attribute.exec(name)?.[1];
    return code === undefined ? [] : [{ code, values }];
  });
  return new Set(answers.map(({ code }) => code)).size < answers.length ? null : answers;
}

function isWebAddress(text: string): boolean {
  return text.length <= 2000 && URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
