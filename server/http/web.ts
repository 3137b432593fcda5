import express, { type Express, type Router } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { TrustProxy } from '../config.ts';
import { ownPagesOnly } from './own-pages.ts';
import { noSuchRoute, notFound, onError } from './send.ts';

type Parts = {
  log: Logger;
  /** Which proxies to believe about the caller's address. */
  trustProxy: TrustProxy;
  /** Other origins whose pages are ours: the public address. */
  origins: readonly string[];
  /** What the contract names. */
  routes: Router;
  /** The pages and their files. */
  pages: readonly Router[];
};

/** The web side: what every answer has in common, then the routes, then the one place for errors. */
export function createWeb({ log, trustProxy, origins, routes, pages }: Parts): Express {
  const web = express();
  web.disable('x-powered-by');
  web.set('etag', false);
  web.set('trust proxy', trustProxy);
  web.set('query parser', 'simple');
  web.use(securityHeaders);
  web.use('/api/v1', ownPagesOnly(origins));
  web.use(routes);
  web.use('/api', noSuchRoute);
  web.use(...pages);
  web.use(notFound);
  web.use(onError(log));
  return web;
}

const securityHeaders = helmet({
  contentSecurityPolicy: {
    directives: {
      defaultSrc: ["'self'"],
      // The map widget sets style attributes.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      workerSrc: ["'self'"],
      connectSrc: ["'self'"],
      upgradeInsecureRequests: null,
    },
  },
  // Plain HTTP in a local network is a way to run this.
  strictTransportSecurity: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
});
