import * as z from 'zod';
import { Problem } from '#data/contract/problem.ts';
import type { kinds, ThingKind } from '#data/contract/commands/kinds.ts';
import type { CommandAnswer } from '#data/contract/desk-api.ts';
import { accepted, refused, type Result } from '#data/kit/result.ts';

type Commands = { [Kind in ThingKind as (typeof kinds)[Kind]['plural']]: (typeof kinds)[Kind]['commands'] };
export type Thing = keyof Commands;
export type CommandName<T extends Thing> = keyof Commands[T] & string;
/** A command's body as it may be written: times as text too, defaults left out. */
export type CommandBody<T extends Thing, N extends CommandName<T>> = Commands[T][N] extends { body: z.ZodType }
  ? z.input<Commands[T][N]['body']>
  : never;

/**
 * Why a request was refused (RFC 9457), with what a conflict says of the present state: where the
 * thing stands, what may be done now, and its newer revision. Status 0: no answer came.
 */
const Refusal = Problem.extend({
  state: z.string().optional(),
  allowed: z.array(z.string()).optional(),
  rev: z.int().optional(),
  why: z.string().optional(),
});
export type Refusal = Omit<z.infer<typeof Refusal>, 'type'>;
export type Answer<T> = Result<T, Refusal>;

export type How = {
  /** The revision that the person saw: another one since then is a conflict. */
  ifMatch?: number | undefined;
  /** Of a request that is sent again; else a new one is made. */
  key?: string | undefined;
};

/** Our server under `/api/v1`, asked as the signed-in person. Never throws for what a server or a line may do. */
export type Api = {
  get<T>(path: string): Promise<Answer<T>>;
  post<T>(path: string, body?: unknown, how?: How): Promise<Answer<T>>;
  patch<T>(path: string, body: unknown, how?: How): Promise<Answer<T>>;
  remove(path: string): Promise<Answer<null>>;
  command<T extends Thing, N extends CommandName<T>>(
    thing: T,
    id: string,
    name: N,
    body: CommandBody<T, N>,
    how?: How,
  ): Promise<Answer<CommandAnswer>>;
};

type ApiParts = {
  fetch?: typeof globalThis.fetch;
  /** A fresh Idempotency-Key. */
  newKey?: () => string;
  /** Told of every refusal: a session may have ended. */
  onRefused?: (refusal: Refusal) => void;
};

export function createApi({ fetch = browserFetch, newKey = randomKey, onRefused = () => {} }: ApiParts = {}): Api {
  /**
   * Requests without an answer, by what they ask: asked again, each goes under its first key, so that
   * what had been kept after all is not kept twice.
   */
  const unanswered = new Map<string, string>();

  async function send<T>(method: string, path: string, body?: unknown, how: How = {}): Promise<Answer<T>> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const asked = `${method} ${path} ${JSON.stringify(body)}`;
    const key = how.key ?? unanswered.get(asked) ?? newKey();
    if (method !== 'GET') headers['idempotency-key'] = key;
    if (how.ifMatch !== undefined) headers['if-match'] = `"${how.ifMatch}"`;
    const answer = await fetched<T>(fetch, `/api/v1${path}`, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    unanswered.delete(asked);
    if (!answer.ok) {
      if (method !== 'GET' && isNoAnswer(answer.refusal)) unanswered.set(asked, key);
      onRefused(answer.refusal);
    }
    return answer;
  }

  return {
    get: (path) => send('GET', path),
    post: (path, body = {}, how) => send('POST', path, body, how),
    patch: (path, body, how) => send('PATCH', path, body, how),
    remove: (path) => send('DELETE', path),
    command: (thing, id, name, body, how) => send('POST', `/${thing}/${encodeURIComponent(id)}/${name}`, body, how),
  };
}

/** The server may have done it all the same: nothing came back, or something between us answered. */
const isNoAnswer = ({ status }: Refusal) => status === 0 || status === 502 || status === 504;

async function fetched<T>(fetch: typeof globalThis.fetch, url: string, init: RequestInit): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch {
    return refused({ status: 0, title: 'no answer' });
  }
  if (response.status === 204) return accepted(null as T);
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return accepted(body as T);
  const problem = Refusal.safeParse(body);
  return refused(problem.success ? problem.data : { status: response.status, title: response.statusText });
}

const browserFetch: typeof globalThis.fetch = (...call) => globalThis.fetch(...call);

/** 128 random bits; `randomUUID` is missing where a page comes over plain HTTP. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
