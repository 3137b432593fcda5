import { type Handlers, ok, reply } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

type Parts = Pick<HttpParts, 'store' | 'metrics' | 'build' | 'waitingFor' | 'analysis'>;

/** What the process says about itself. */
export function processHandlers({ store, metrics, build, waitingFor: notReady, analysis }: Parts): Handlers<'process'> {
  return {
    readHealth: () => ok({ status: 'ok', build }),

    readReadiness() {
      const { intake, ...health } = store.health();
      const { epoch, seq } = store.log.place();
      const waitingFor = notReady() ?? (intake === 'down' ? 'the store' : null);
      const filling = analysis.filling();
      const about = { store: health, epoch, head: seq, intake, ...(filling !== null && { filling }) };
      if (waitingFor === null) return ok({ ready: true, ...about });
      return reply(503, { ready: false, waitingFor, ...about });
    },

    readMetrics: async () => ok(await metrics.text(), { headers: { 'content-type': metrics.contentType } }),
  };
}
