import type { Problem } from '#data/contract/problem.ts';
import { accepted, refused } from '#data/kit/result.ts';
import type { Answer, Api, Refusal } from '#client/session/api.ts';

/**
 * The server asked as the signed-in person, without the schemas of every command: a phone's first
 * paint carries only what it needs. What this page changes goes through its queue instead.
 */
export function createLightApi(onRefused: (refusal: Refusal) => void): Api {
  async function send<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const answer = await attempt<T>(method, path, body);
    if (!answer.ok) onRefused(answer.refusal);
    return answer;
  }
  return {
    get: (path) => send('GET', path),
    post: (path, body = {}) => send('POST', path, body),
    patch: (path, body) => send('PATCH', path, body),
    remove: (path) => send('DELETE', path),
    command: (thing, id, name, body) => send('POST', `/${thing}/${encodeURIComponent(id)}/${name}`, body),
  };
}

async function attempt<T>(method: string, path: string, body: unknown): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      cache: 'no-store',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(15_000),
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  } catch {
    return refused({ status: 0, title: 'no answer' });
  }
  if (response.status === 204) return accepted(null as T);
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return accepted(answer as T);
  const problem = (answer ?? {}) as Partial<Problem>;
  return refused({ ...problem, status: response.status, title: problem.title ?? response.statusText });
}
