import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Router, type RequestHandler } from 'express';
import type { CityPack } from '#data/contract/city-pack.ts';

/**
 * The city as the screens draw it: the whole pack without what only the server uses. Nothing in a
 * pack is about a person, so a wall that still waits for its approval may have it too. The
 * organisations, which only those need who share out work, are asked for apart.
 */
export function cityRoutes(pack: CityPack): Router {
  const { graph: _graph, organisations, ...drawn } = pack;
  const routes = Router();
  routes.get('/city', unchanging(drawn));
  routes.get('/city/organisations', unchanging(organisations));
  return routes;
}

/** Answers with what stays as it is while this process lives, compressed once. */
function unchanging(value: unknown): RequestHandler {
  const body = Buffer.from(JSON.stringify(value));
  const compressed = gzipSync(body);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return (request, response) => {
    response.setHeader('ETag', etag);
    response.setHeader('Cache-Control', 'no-cache');
    response.setHeader('Vary', 'Accept-Encoding');
    response.type('json');
    if (request.fresh) return void response.status(304).end();
    if (!request.acceptsEncodings('gzip')) return void response.send(body);
    response.setHeader('Content-Encoding', 'gzip');
    response.end(compressed);
  };
}
