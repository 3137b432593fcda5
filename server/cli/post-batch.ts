import type { Clock } from '#data/kit/clock.ts';
import { pause } from './replay.ts';

/** What came back: the status and the parsed body, null where it was none. */
export type Posted = { status: number; body: unknown };

export type Poster = (path: string, body: unknown) => Promise<Posted>;

type Parts = {
  url: string;
  token: string;
  clock: Clock;
  signal: AbortSignal;
  /** Told each time that something has to be sent again, and when. */
  waiting(why: string, ms: number): void;
  fetch?: typeof globalThis.fetch;
};

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

/**
 * Posts JSON, and posts it again when the server asks to come later (429 and 503 with Retry-After)
 * or cannot be reached, for as long as nobody aborts. What is posted must be idempotent.
 */
export function createPoster({ url, token, clock, signal, waiting, fetch = globalThis.fetch }: Parts): Poster {
  return async (path, body) => {
    for (let wait = FIRST_PAUSE; ; wait = Math.min(2 * wait, LONGEST_PAUSE)) {
      const answer = await attempt(path, body);
      if ('status' in answer) return answer;
      const ms = answer.retryAfter ?? wait;
      waiting(answer.why, ms);
      await pause(clock, ms, signal);
      signal.throwIfAborted();
    }
  };

  async function attempt(
    path: string,
    body: unknown,
  ): Promise<Posted | { why: string; retryAfter?: number | undefined }> {
    let response: Response;
    try {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      response = await fetch(new URL(path, url), { method: 'POST', headers, body: JSON.stringify(body), signal });
    } catch {
      signal.throwIfAborted();
      return { why: `${url} cannot be reached` };
    }
    const text = await response.text();
    if (response.status === 429 || response.status === 503)
      return {
        why: `the server answers ${response.status}`,
        retryAfter: retryAfter(response.headers.get('retry-after'), clock.now()),
      };
    return { status: response.status, body: parsed(text) };
  }
}

/** RFC 9110, 10.2.3: seconds, or a date. In milliseconds. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
