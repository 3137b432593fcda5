import { problem } from '#data/contract/problem.ts';
import { viewKey } from '#data/contract/view.ts';
import { callerKey } from '../guard.ts';
import { type Handlers, ok, refuse } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

/** The feed's HTTP side: the board to start from, and the digest to check it with. */
export function feedHandlers({ hub, snapshotFor }: Pick<HttpParts, 'hub' | 'snapshotFor'>): Handlers<'feed'> {
  return {
    async readSnapshot({ caller: { view } }) {
      const { etag, ...body } = await snapshotFor(view);
      return ok(body, { etag });
    },

    async readStateHash({ query, caller }) {
      const { view } = caller;
      const { seq: head, ...place } = hub.place();
      const { seq = head } = query;
      const isNow = seq === head;
      const proof = isNow
        ? { ...place, seq, stateHash: hub.edition(view).stateHash() }
        : await hub.proofAt(view, seq, callerKey(caller));
      return proof ? ok({ ...proof, view: viewKey(view) }) : refuse(problem(404, 'no longer known, or not yet'));
    },
  };
}
