import type { Seq } from '#data/contract/ids.ts';
import { doubtOf } from '../../feed/doubt.ts';
import { type Handlers, ok, reply } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

type Parts = Pick<HttpParts, 'store' | 'metrics' | 'build' | 'node' | 'waitingFor' | 'analysis' | 'hub'>;

/** What the process says about itself. */
export function processHandlers({
  store,
  metrics,
  build,
  node,
  waitingFor: notReady,
  analysis,
  hub,
}: Parts): Handlers<'process'> {
  return {
    readHealth: () => ok({ status: 'ok', build }),

    readReadiness() {
      const { intake, doubt: _doubt, ...health } = store.health();
      const { epoch, seq } = store.log.place();
      const waitingFor =
        notReady() ?? doubtOf({ store, hub }) ?? (intake === 'down' ? 'the store' : null) ?? node?.why() ?? null;
      const filling = analysis.filling();
      const about = {
        ...(node && { node: node.name }),
        store: health,
        epoch,
        head: seq,
        intake,
        ...(filling !== null && { filling }),
      };
      if (waitingFor === null) return ok({ ready: true, ...about });
      return reply(503, { ready: false, waitingFor, ...about });
    },

    listNodes() {
      const rows = node?.nodes() ?? [];
      const head = Math.max(0, ...rows.map((row) => row.head));
      return ok({
        items: rows.map(({ id, pack: _pack, format: _format, channels: _channels, epoch: _epoch, ...row }) => ({
          ...row,
          head: row.head as Seq,
          self: id === node?.id,
          lag: head - row.head,
        })),
      });
    },

    readMetrics: async () => ok(await metrics.text(), { headers: { 'content-type': metrics.contentType } }),
  };
}
