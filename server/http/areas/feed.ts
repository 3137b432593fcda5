import { problem } from '#data/contract/problem.ts';
import { viewKey } from '#data/contract/view.ts';
import { type Handlers, ok, refuse } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

/** The feed's HTTP side: the board to start from, and the digest to check it with. */
export function feedHandlers({ hub, snapshotFor }: Pick<HttpParts, 'hub' | 'snapshotFor'>): Handlers<'feed'> {
  return {
    async readSnapshot({ caller: { view } }) {
      const { etag, ...body } = await snapshotFor(view);
      return ok(body, { etag });
    },

    readStateHash({ query, caller: { view } }) {
      const { epoch, seq: head } = hub.place();
      const { seq = head } = query;
      const stateHash = seq === head ? hub.edition(view).stateHash() : hub.stateHashAt(view, seq);
      if (stateHash === null) return refuse(problem(404, 'no longer known, or not yet'));
      return ok({ epoch, seq, hash: hub.log.hashAt(seq), view: viewKey(view), stateHash });
    },
  };
}
