import type { Request, RequestHandler, Response } from 'express';
import { networkOf } from '../../network.ts';
import type { Counts } from '../../store/shared.ts';
import { StoreUnavailable } from '../../store/store.ts';
import { readForm, type Form } from './form.ts';
import type { Language } from './service-request.ts';
import { type Format, write } from './written.ts';

/** What cannot be done, as the standard has it: its status is the code. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, told: string) {
    super(told);
    this.status = status;
  }
}

/** Requests a minute from one address. */
const PER_MINUTE = 120;

type Asked = { request: Request; response: Response; format: Format; language: Language };
type Answer = (asked: Asked, query: Form) => Promise<void> | void;

/** Resources of GeoReport: each with its limit, its format, its query, and every refusal in the standard's form. */
export function resourcesOf({ jurisdiction, counts }: { jurisdiction: string; counts: Counts }) {
  return (answer: Answer): RequestHandler =>
    async (request, response) => {
      const format = formatOf(request);
      const language: Language = request.acceptsLanguages(['en', 'zh']) === 'zh' ? 'zh' : 'en';
      try {
        const { count } = await counts.add('asked', `open311\n${networkOf(request.ip ?? '')}`, 60_000);
        if (count > PER_MINUTE) throw new Refused(429, 'too many requests from this address: wait a minute');
        const query = readForm(Buffer.from(request.originalUrl.split('?')[1] ?? ''));
        if (!query.ok) throw new Refused(400, query.refusal);
        mustBeHere(query.value, jurisdiction);
        await answer({ request, response, format, language }, query.value);
      } catch (error) {
        if (error instanceof Refused) return refuse(response, format, error);
        if (error instanceof StoreUnavailable)
          return refuse(response, format, new Refused(503, 'nothing can be kept now: try again in a moment'));
        throw error;
      }
    };
}

export const formatOf = (request: Request): Format => (request.path.endsWith('.json') ? 'json' : 'xml');

export function refuse(response: Response, format: Format, { status, message }: Refused): void {
  if (status === 429) response.setHeader('Retry-After', '60');
  if (status === 503) response.setHeader('Retry-After', '2');
  write(response, format, status, 'errors', [{ code: status, description: message }]);
}

/** @throws {Refused} where another jurisdiction is meant. */
export function mustBeHere(form: Form, jurisdiction: string): void {
  const named = form.get('jurisdiction_id');
  if (named !== undefined && named !== jurisdiction)
    throw new Refused(404, `jurisdiction_id: there is one jurisdiction here, ${jurisdiction}`);
}

/** Without its format. @throws {Refused} */
export function lastPart(request: Request): string {
  const part = request.path.slice(request.path.lastIndexOf('/') + 1).replace(/\.(xml|json)$/, '');
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Refused(400, 'the address is not UTF-8');
  }
}
