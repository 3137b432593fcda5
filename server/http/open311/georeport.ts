import { randomUUID } from 'node:crypto';
import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import type { Report } from '#data/contract/api.ts';
import type { IncidentId, SourceName } from '#data/contract/ids.ts';
import type { Incident } from '#data/contract/incident.ts';
import { cleanText } from '#data/kit/text.ts';
import { serviceOf } from '#data/rules/asked-service.ts';
import { categoryOf } from '#data/rules/time-limits.ts';
import { bearerOf } from '../../access/door/bearer.ts';
import { casesNumbered } from '../../store/cases-numbered.ts';
import type { Counts } from '../../store/shared.ts';
import type { HttpParts } from '../parts.ts';
import { readForm, type Form } from './form.ts';
import { newRequest } from './new-request.ts';
import { requestsAsked, type RequestsAsked } from './requests-asked.ts';
import { formatOf, lastPart, mustBeHere, refuse, Refused, resourcesOf } from './resource.ts';
import { categoryOfCode, serviceCodeOf, serviceRequest } from './service-request.ts';
import { definitionOf, discovered, servicesOf } from './services.ts';
import { type Format, write } from './written.ts';

type Parts = Pick<HttpParts, 'pack' | 'store' | 'clock' | 'access' | 'areas' | 'channels' | 'waitingFor'> & {
  counts: Counts;
};

type Resources = Readonly<Record<string, RequestHandler>>;

/** Rows that are looked through for one page. */
const MOST_LOOKED = 20_000;
/** Of a sender's own reference. */
const reference = /^[\x21-\x7e]{1,128}$/;

/** GeoReport v2, to be mounted at `/open311/v2`. Everything that it answers, refusals too, is in the standard's own form. */
export function georeport(parts: Parts): Router {
  const { pack, store, clock, access, areas, channels, waitingFor, counts } = parts;
  const { intake, refused } = channels.ear('open311');
  const numbered = casesNumbered(store);
  const anchorOf = (cell: Parameters<typeof areas.cell>[0]) => areas.cell(cell)?.anchor;
  const routes = Router();
  const read = express.raw({ limit: '64kb', type: () => true });

  const resource = resourcesOf({ jurisdiction: pack.city.id, counts });

  /** The source that the key is of; null: none was shown. */
  async function sourceOf(request: Request, form: Form): Promise<SourceName | null> {
    const key = form.get('api_key') ?? bearerOf(request.headers.authorization);
    if (key === undefined) return null;
    const caller = await access.gate.byToken(key);
    if (caller?.kind === 'source') return caller.source;
    const waitMs = await access.throttle.wrong('token', request.ip ?? '');
    if (waitMs > 0) throw new Refused(429, 'too many wrong keys from this address');
    throw new Refused(403, 'api_key is none that was given to a source');
  }

  const services = resource(({ response, format, language }) =>
    write(response, format, 200, 'services', servicesOf(pack, language)),
  );

  const definition = resource(({ request, response, format, language }) => {
    const code = lastPart(request);
    const service = serviceOf(code, pack);
    if (service) return write(response, format, 200, 'service_definition', definitionOf(service, language));
    if (!categoryOf(categoryOfCode(code), pack)) throw new Refused(404, 'service_code: there is no such service');
    write(response, format, 200, 'service_definition', { service_code: code, attributes: [] });
  });

  const discovery = resource(({ request, response, format }) =>
    write(response, format, 200, 'discovery', discovered(`${request.protocol}://${request.get('host') ?? ''}`)),
  );

  const post = resource(async ({ request, response, format }) => {
    const waiting = waitingFor();
    if (waiting !== null) throw new Refused(503, `not yet: waiting for ${waiting}`);
    try {
      await posted(request, response, format);
    } catch (error) {
      if (error instanceof Refused && error.status < 429) refused(error.message.split(/[: ]/)[0]!);
      throw error;
    }
  });

  async function posted(request: Request, response: Response, format: Format): Promise<void> {
    if (!request.is('application/x-www-form-urlencoded'))
      throw new Refused(400, 'the body must be application/x-www-form-urlencoded');
    const form = readForm(request.body instanceof Uint8Array ? request.body : new Uint8Array());
    if (!form.ok) throw new Refused(400, form.refusal);
    mustBeHere(form.value, pack.city.id);
    const source = await sourceOf(request, form.value);
    if (source === null) throw new Refused(403, 'api_key is missing');
    const code = form.value.get('service_code');
    if (code === undefined) throw new Refused(400, 'service_code was not provided');
    const sourceRef = request.get('idempotency-key') ?? randomUUID();
    if (!reference.test(sourceRef)) throw new Refused(400, 'Idempotency-Key must be 1 to 128 printable characters');
    const service = serviceOf(code, pack);
    const category = service?.category ?? categoryOfCode(code);
    const report = newRequest(form.value, { source, sourceRef, category, service });
    if (!report.ok) throw new Refused(400, report.refusal);
    const [outcome] = await intake.report({ source, exercise: false, answer: 'owed' }, [report.value]);
    if (!outcome || !('id' in outcome)) {
      // The door has counted it.
      const [fault] = outcome?.errors ?? [];
      if (fault?.pointer === '/category')
        return refuse(response, format, new Refused(404, 'service_code: there is no such service'));
      return refuse(
        response,
        format,
        new Refused(400, `${fieldSaid(fault?.pointer ?? '', report.value)}: ${fault?.detail}`),
      );
    }
    const { number, key = '' } = outcome;
    const way = `${request.protocol}://${request.get('host') ?? ''}/case/${number}?key=${key}`;
    const answer = { service_request_id: number, service_notice: `Follow it at ${way}`, account_id: null };
    write(response, format, outcome.status, 'service_requests', [answer]);
  }

  const list = resource(async ({ request, response, format, language }, query) => {
    const source = await sourceOf(request, query);
    const asked = requestsAsked(query, clock.now());
    if (!asked.ok) throw new Refused(400, asked.refusal);
    const rows = 'numbers' in asked.value ? await byNumber(asked.value.numbers) : await fitting(asked.value, source);
    const things = rows.map((row) =>
      serviceRequest(row, { pack, anchorOf, language, isOwn: source !== null && row.source === source }),
    );
    write(response, format, 200, 'service_requests', things);
  });

  async function byNumber(numbers: readonly string[]): Promise<Incident[]> {
    const found = await Promise.all(numbers.map((number) => numbered(number, undefined)));
    return found.flatMap((rows, i) => rows.filter((row) => row.owed && row.number === numbers[i]));
  }

  /** Of others' what may be a home is in no list. */
  async function fitting(
    asked: Extract<RequestsAsked, { page: number }>,
    source: SourceName | null,
  ): Promise<Incident[]> {
    const { filter, codes, page, size } = asked;
    const before = (page - 1) * size;
    const rows: Incident[] = [];
    let cursor: string | undefined;
    for (let looked = 0; looked < MOST_LOOKED && rows.length < before + size; looked += 500) {
      const { items, next } = await store.incidents.list(
        { ...filter, ...(source !== null && { source }) },
        { limit: 500, ...(cursor !== undefined && { cursor }) },
      );
      rows.push(
        ...items.filter(
          (row) =>
            row.owed &&
            (source !== null || !row.dwelling) &&
            (codes === null || codes.includes(serviceCodeOf(row, pack))),
        ),
      );
      if (next === null) break;
      cursor = next;
    }
    return rows.slice(before, before + size);
  }

  const one = resource(async ({ request, response, format, language }, query) => {
    const source = await sourceOf(request, query);
    const [row] = await byNumber([lastPart(request)]);
    if (!row) throw new Refused(404, 'service_request_id: there is no such request');
    const isOwn = source !== null && row.source === source;
    const told = isOwn ? await toldIn(row.id) : undefined;
    write(response, format, 200, 'service_requests', [serviceRequest(row, { pack, anchorOf, language, isOwn, told })]);
  });

  async function toldIn(id: IncidentId): Promise<string | undefined> {
    const fact = (await store.incidents.timeline(id)).findLast(
      ({ kind }) => kind === 'incident.replied' || kind === 'incident.reopened',
    );
    return fact?.kind === 'incident.replied' && fact.reply.text !== undefined ? cleanText(fact.reply.text) : undefined;
  }

  /** Every request gets its id at once; who asks for a token all the same may ask with that. */
  const token = resource(async ({ request, response, format }) => {
    const [row] = await byNumber([lastPart(request)]);
    if (!row) throw new Refused(404, 'token: there is no such token');
    write(response, format, 200, 'service_requests', [{ service_request_id: row.number, token: row.number }]);
  });

  const tooMuch: express.ErrorRequestHandler = (error, request, response, next) => {
    const status: unknown = error?.status;
    if (typeof status !== 'number' || response.headersSent) return next(error);
    refused('body');
    refuse(response, formatOf(request), new Refused(status === 413 ? 413 : 400, 'the body cannot be read'));
  };

  const noSuch = resource(() => {
    throw new Refused(404, 'there is no such resource: discovery, services, requests, tokens');
  });
  const lists: Resources = { discovery, services, requests: list };
  const ones: Resources = { services: definition, requests: one, tokens: token };
  const posts: Resources = { requests: post };
  /** The resource of that name, with its format after a dot or without. */
  const named =
    (resources: Resources): RequestHandler<{ resource: string }> =>
    (request, response, next) => {
      const name = request.params.resource.replace(/\.(xml|json)$/, '');
      return ((Object.hasOwn(resources, name) && resources[name]) || noSuch)(request as Request, response, next);
    };
  routes.get('/:resource', named(lists));
  routes.get('/:resource/:id', named(ones));
  routes.post('/:resource', read, named(posts), tooMuch);
  routes.use(noSuch);
  return routes;
}

/** What the standard calls the field that the door points at. */
function fieldSaid(pointer: string, { answers = [] }: Pick<Report, 'answers'>): string {
  const at = /^\/answers(?:\/(\d+))?/.exec(pointer);
  if (!at) return said[pointer] ?? pointer;
  const code = at[1] === undefined ? undefined : answers[Number(at[1])]?.code;
  return code === undefined || !/^[a-z0-9_-]+$/.test(code) ? 'attribute' : `attribute[${code}]`;
}

/** Of the door's own words, what the standard calls the field. */
const said: Readonly<Record<string, string>> = {
  '/location/coordinates': 'lat and long',
  '/address': 'address_string',
  '/contact/phone': 'phone',
  '/contact/name': 'first_name and last_name',
  '/description': 'description',
};
