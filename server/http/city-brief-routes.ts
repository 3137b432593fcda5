import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Router, type Request, type Response } from 'express';
import type { CityBrief } from '#data/contract/city-brief.ts';
import type { CityPack } from '#data/contract/city-pack.ts';
import type { CellId } from '#data/contract/ids.ts';
import type { Gate } from '../access/gate.ts';
import { createAreas } from '../city/areas.ts';
import { sketchOf } from '../city/sketch.ts';
import { may } from './caller.ts';
import { problem } from './problem.ts';
import { sendProblem } from './send.ts';

/** The city in small pieces, for a phone on a poor line. Like the whole pack, nothing of it is about a person. */
export function cityBriefRoutes({ gate, pack }: { gate: Gate; pack: CityPack }): Router {
  const { city, areas, categories, services, checklists } = pack;
  const brief: CityBrief = { city, areas, categories, services, checklists };
  const briefly = packed(brief);
  const lying = createAreas(pack);
  const sketches = new Map<CellId, Packed>();
  const routes = Router();

  routes.get('/city/brief', may(gate, 'GET /api/v1/city/brief'), (request, response) =>
    answer(request, response, briefly),
  );

  routes.get('/city/cells/:id', may(gate, 'GET /api/v1/city/cells/:id'), (request, response) => {
    const id = request.params.id as CellId;
    let sketch = sketches.get(id);
    if (!sketch) {
      const drawn = sketchOf(pack, lying, id);
      if (!drawn) return sendProblem(response, problem(404));
      sketches.set(id, (sketch = packed(drawn)));
    }
    answer(request, response, sketch);
  });

  return routes;
}

type Packed = { body: Buffer; compressed: Buffer; etag: string };

function packed(value: unknown): Packed {
  const body = Buffer.from(JSON.stringify(value));
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { body, compressed: gzipSync(body), etag };
}

function answer(request: Request, response: Response, { body, compressed, etag }: Packed): void {
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('Vary', 'Accept-Encoding');
  response.type('json');
  // Not `request.fresh`: pages that ask past their own cache also say `no-cache`, and mean this answer.
  if (request.get('if-none-match') === etag) return void response.status(304).end();
  if (!request.acceptsEncodings('gzip')) return void response.send(body);
  response.setHeader('Content-Encoding', 'gzip');
  response.end(compressed);
}
