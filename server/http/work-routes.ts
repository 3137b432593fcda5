import { createHash } from 'node:crypto';
import { Router } from 'express';
import type { Board } from '#data/contract/board.ts';
import type { Work } from '#data/contract/desk-api.ts';
import type { Seq } from '#data/contract/ids.ts';
import type { Clock } from '#data/kit/clock.ts';
import type { RightsContext } from '#data/rules/rights.ts';
import { workOf } from '#data/rules/own-work.ts';
import type { Gate } from '../access/gate.ts';
import { may, personOf } from './caller.ts';

type Parts = {
  gate: Gate;
  board: () => Board;
  head: () => Seq;
  pack: RightsContext['pack'];
  clock: Clock;
};

/** `GET /work`: what waits for whoever asks, with an `ETag` that changes only when it does. */
export function workRoutes({ gate, board, head, pack, clock }: Parts): Router {
  const routes = Router();

  routes.get('/work', may(gate, 'GET /api/v1/work'), (request, response) => {
    const asOf = clock.now();
    const own = workOf(personOf(response), board(), { now: asOf, pack });
    const etag = `"${createHash('sha256').update(JSON.stringify(own)).digest('base64url').slice(0, 22)}"`;
    response.setHeader('ETag', etag);
    response.setHeader('Cache-Control', 'private, no-cache');
    const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
    if (known?.includes(etag)) return void response.status(304).end();
    const answer: Work = { asOf, seq: head(), ...own };
    response.json(answer);
  });

  return routes;
}
