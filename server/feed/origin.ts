import type { IncomingMessage } from 'node:http';

/**
 * Whether a page may open the feed: pages of this very host, and of the origins named. Programs
 * send no Origin and carry no cookies of somebody else's.
 */
export function mayOpen(request: IncomingMessage, origins: readonly string[]): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (origins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
