import { Router } from 'express';
import type { Store } from '../store/store.ts';
import type { Metrics } from './metrics.ts';

/** What the process says about itself. `notReady` names what it still does, or null. */
export function processRoutes(parts: {
  store: Store;
  metrics: Metrics;
  build: string;
  notReady: () => string | null;
}): Router {
  const { store, metrics, build, notReady } = parts;
  const routes = Router();

  routes.get('/healthz', (_request, response) => void response.json({ status: 'ok', build }));

  routes.get('/readyz', (_request, response) => {
    const { intake, ...health } = store.health();
    const { epoch, seq } = store.log.place();
    const waitingFor = notReady() ?? (intake === 'down' ? 'the store' : null);
    response.status(waitingFor === null ? 200 : 503).json({
      ready: waitingFor === null,
      ...(waitingFor !== null && { waitingFor }),
      store: health,
      epoch,
      head: seq,
      intake,
    });
  });

  routes.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.text());
  });

  return routes;
}
