import { problem } from '#data/contract/problem.ts';
import { viewKey } from '#data/contract/view.ts';
import { callerKey } from '../guard.ts';
import { openCounts } from '#data/rules/open-counts.ts';
import { type Handlers, ok, refuse } from '../handler.ts';
import type { HttpParts } from '../parts.ts';

/** The feed's HTTP side: the board to start from, and the digest to check it with. */
type Parts = Pick<HttpParts, 'hub' | 'snapshotFor' | 'board' | 'pack' | 'clock'>;

export function feedHandlers({ hub, snapshotFor, board, pack, clock }: Parts): Handlers<'feed'> {
  return {
    readOpenCounts: ({ caller: { view } }) => ok({ asOf: clock.now(), ...openCounts(board(), pack, view.area) }),

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
