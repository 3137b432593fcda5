import type { IncomingHttpHeaders } from 'node:http';
import type { Express } from 'express';

/** Where a socket comes from, as far as the proxies in front are believed: what Express says of a request. */
export function forwardedFrom(web: Express): (peer: { headers: IncomingHttpHeaders; address: string }) => string {
  const isProxy = trusted(web);
  return ({ headers, address }) => {
    const named = String(headers['x-forwarded-for'] ?? '')
      .split(',')
      .map((each) => each.trim());
    const hops = [address, ...named.filter(Boolean).reverse()];
    return hops.find((each, hop) => !isProxy(each, hop)) ?? hops.at(-1)!;
  };
}

/** Whether whoever opens a connection is a proxy of ours. */
export function proxiesOf(web: Express): (address: string) => boolean {
  const isProxy = trusted(web);
  return (address) => isProxy(address, 0);
}

const trusted = (web: Express) => web.get('trust proxy fn') as (address: string, hop: number) => boolean;
