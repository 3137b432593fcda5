import type { IncomingHttpHeaders } from 'node:http';
import type { Express } from 'express';

/** Where a socket comes from, as far as the proxies in front are believed: what Express says of a request. */
export function forwardedFrom(web: Express): (peer: { headers: IncomingHttpHeaders; address: string }) => string {
  const isProxy = web.get('trust proxy fn') as (address: string, hop: number) => boolean;
  return ({ headers, address }) => {
    const named = String(headers['x-forwarded-for'] ?? '')
      .split(',')
      .map((each) => each.trim());
    const hops = [address, ...named.filter(Boolean).reverse()];
    return hops.find((each, hop) => !isProxy(each, hop)) ?? hops.at(-1)!;
  };
}
