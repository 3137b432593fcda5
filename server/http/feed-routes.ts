import { Router } from 'express';
import type { Seq } from '#data/contract/ids.ts';
import { viewKey, type View } from '#data/contract/view.ts';
import type { Gate } from '../access/gate.ts';
import type { Hub } from '../feed/hub.ts';
import type { SnapshotBody } from '../feed/snapshots.ts';
import { may, viewOfCaller } from './caller.ts';
import { invalid, problem } from './problem.ts';
import { sendProblem } from './send.ts';

type Parts = { gate: Gate; hub: Hub; snapshotFor: (view: View) => Promise<SnapshotBody> };

/** The feed's HTTP side: the board to start from, and the digest to check it with. */
export function feedRoutes({ gate, hub, snapshotFor }: Parts): Router {
  const routes = Router();

  routes.get('/snapshot', may(gate, 'GET /api/v1/snapshot'), async (request, response) => {
    const { etag, json, gzip } = await snapshotFor(viewOfCaller(response));
    response.setHeader('ETag', etag);
    response.setHeader('Cache-Control', 'private, no-cache');
    response.setHeader('Vary', 'Accept-Encoding, Authorization, Cookie');
    response.type('json');
    if (request.fresh) return void response.status(304).end();
    if (!request.acceptsEncodings('gzip')) return void response.end(json);
    response.setHeader('Content-Encoding', 'gzip');
    response.end(gzip);
  });

  routes.get('/state-hash', may(gate, 'GET /api/v1/state-hash'), (request, response) => {
    const view = viewOfCaller(response);
    const { epoch, seq: head } = hub.place();
    const seq = request.query.seq === undefined ? head : Number(request.query.seq);
    if (!Number.isSafeInteger(seq) || seq < 0)
      return sendProblem(response, invalid([{ pointer: '/seq', detail: 'is not a seq' }]));
    const stateHash = seq === head ? hub.edition(view).stateHash() : hub.stateHashAt(view, seq as Seq);
    if (stateHash === null) return sendProblem(response, problem(404, 'no longer known, or not yet'));
    response.json({ epoch, seq, hash: hub.log.hashAt(seq as Seq), view: viewKey(view), stateHash });
  });

  return routes;
}
