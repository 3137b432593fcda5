import type { Method } from '#data/contract/routes/route.ts';
import { accepted } from '#data/kit/result.ts';
import { type Answer, isNoAnswer, noAnswer, type Refusal, refusalIn } from './refusal.ts';

/** How something is asked, beside what. */
export type How = {
  /** The revision that the person saw: another one since then is a conflict. */
  ifMatch?: number | undefined;
  /** Of a request that is sent again; else a new one is made. */
  key?: string | undefined;
  /** What an earlier answer was called: the same again comes as status 304 without a body. */
  etag?: string | undefined;
  /** Whose doing it is: refused where somebody else has signed in since. */
  person?: string | undefined;
  signal?: AbortSignal | undefined;
  /** How long an answer may take before the line counts as broken, ms. */
  within?: number | undefined;
};

export type Written = { params?: object; query?: object; body?: unknown };

/** What came back, as it came. */
export type Got = {
  status: number;
  body: unknown;
  etag?: string;
  /** The server's time, in whole seconds, ms since 1970. */ date?: number;
};

export type ExchangeParts = {
  fetch?: typeof globalThis.fetch;
  /** A fresh Idempotency-Key. */
  newKey?: () => string;
  /** Told of every refusal: a session may have ended. */
  onRefused?: (refusal: Refusal) => void;
  /** The view that is asked for, where the browser may hold cookies of several. */
  view?: string;
  /** Past what the browser has kept. */
  fresh?: boolean;
  /** How long an answer may take where nothing is said, ms. */
  within?: number;
};

export type Exchange = (method: Method, path: string, asked?: Written & How) => Promise<Answer<Got>>;

/** Our server, asked with the cookies of this page. Never throws for what a server or a line may do. */
export function createExchange(parts: ExchangeParts = {}): Exchange {
  const { fetch = browserFetch, newKey = randomKey, onRefused = () => {}, view, fresh } = parts;
  /**
   * Requests without an answer, by what they ask: asked again, each goes under its first key, so that
   * what had been kept after all is not kept twice.
   */
  const unanswered = new Map<string, string>();

  return async (method, path, asked = {}) => {
    const url = filled(path, asked, view);
    const content = contentOf(method, asked.body);
    const said = `${method} ${url} ${typeof content.body === 'string' ? content.body : ''}`;
    const key = asked.key ?? unanswered.get(said) ?? newKey();
    const { signal } = asked;
    const within = asked.within ?? parts.within;
    const limits = [...(signal ? [signal] : []), ...(within ? [AbortSignal.timeout(within)] : [])];
    const answer = await attempt(fetch, url, {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...content.headers, ...headersOf(method, asked, key) },
      ...(content.body !== undefined && { body: content.body }),
      ...(limits.length > 0 && { signal: AbortSignal.any(limits) }),
      ...((fresh || asked.etag !== undefined) && { cache: 'no-store' }),
    });
    unanswered.delete(said);
    if (!answer.ok) {
      if (method !== 'GET' && isNoAnswer(answer.refusal)) unanswered.set(said, key);
      onRefused(answer.refusal);
    }
    return answer;
  };
}

/** `/api/v1/incidents/:id` with its parameters, and the query that is not left out. */
export function filled(path: string, { params = {}, query = {} }: Written, view?: string): string {
  const given = params as Record<string, string>;
  const way = path.replaceAll(/\/:(\w+)/g, (_, name: string) => `/${encodeURIComponent(given[name] ?? '')}`);
  const asked = Object.entries({ ...query, view }).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]));
  return search.size > 0 ? `${way}?${search}` : way;
}

function contentOf(method: Method, body: unknown): { headers: Record<string, string>; body?: BodyInit } {
  if (method !== 'POST') return { headers: {} };
  if (body instanceof Blob) return { headers: { 'content-type': body.type }, body };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) };
}

function headersOf(method: Method, { ifMatch, etag, person }: How, key: string): Record<string, string> {
  return {
    ...(method !== 'GET' && { 'idempotency-key': key }),
    ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
    ...(etag !== undefined && { 'if-none-match': etag }),
    ...(person !== undefined && { 'x-watchfloor-person': person }),
  };
}

async function attempt(fetch: typeof globalThis.fetch, url: string, init: RequestInit): Promise<Answer<Got>> {
  try {
    const response = await fetch(url, init);
    const { status } = response;
    const body: unknown = status === 204 || status === 304 ? null : await response.json().catch(() => undefined);
    if (!response.ok && status !== 304) return { ok: false, refusal: refusalIn(body, response) };
    // A line that breaks within an answer has brought none.
    if (body === undefined) return noAnswer;
    const etag = response.headers.get('etag');
    const date = Date.parse(response.headers.get('date') ?? '');
    return accepted({ status, body, ...(etag !== null && { etag }), ...(!Number.isNaN(date) && { date }) });
  } catch {
    return noAnswer;
  }
}

const browserFetch: typeof globalThis.fetch = (...call) => globalThis.fetch(...call);

/** 128 random bits; `randomUUID` is missing where a page comes over plain HTTP. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
