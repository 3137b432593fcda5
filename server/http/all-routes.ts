import { Router } from 'express';
import { allHandlers } from './all-handlers.ts';
import { georeport } from './open311/georeport.ts';
import { mountAll } from './mount.ts';
import { docs } from './pages/docs.ts';
import { pages } from './pages/pages.ts';
import { phonePages } from './pages/phone-pages.ts';
import { residentPages } from './pages/resident/resident-pages.ts';
import type { HttpParts } from './parts.ts';

export type RouteParts = HttpParts & {
  version: string;
  /** Folder of the built pages. */
  dist: string;
};

/** Everything that is asked over HTTP: the routes of the contract, and the pages. */
export function allRoutes(parts: RouteParts): { routes: Router; pages: Router[] } {
  const { version, dist, cookies, waitingFor } = parts;
  const { gate, throttle, cookieNames } = parts.access;
  return {
    routes: mountAll(allHandlers(parts), { gate, throttle, waitingFor, counts: parts.counts }),
    pages: [
      Router().use('/open311/v2', georeport(parts)),
      docs(version, cookieNames.session),
      pages({ dist, gate, cookies }),
      phonePages(dist),
      residentPages(parts),
    ],
  };
}
