import type { Clock } from '#data/kit/clock.ts';

/** Asks our server for JSON as the display of `view`. @throws with a sentence when there is no answer. */
export async function ask<T>(path: string, view: string, init: RequestInit = {}): Promise<T> {
  const joint = path.includes('?') ? '&' : '?';
  const response = await fetch(`${path}${joint}view=${view}`, { ...init, credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return (await response.json()) as T;
}

export function post(path: string, body?: unknown): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
}

/** Until it works: a wall has nobody who would press "again". */
export async function untilItWorks<T>(attempt: () => Promise<T>, clock: Clock, everyMs = 3000): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch {
      await new Promise<void>((done) => clock.after(everyMs, done));
    }
  }
}
