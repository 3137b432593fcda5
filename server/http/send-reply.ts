import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { Route } from '#data/contract/routes/route.ts';
import type { Cookie, Packed, Reply, Told } from './handler.ts';
import { sendProblem } from './send.ts';

/** Writes what a handler said, with what its route says of every answer. */
export function send<R extends Route>(route: R, response: Response, said: Reply<R>): void {
  const { etag, headers = {}, cookies = [] } = said;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  for (const cookie of cookies) setCookie(response, cookie);
  if ('refusal' in said) return sendProblem(response, said.refusal);
  const { status } = said as { status: number };
  const body = said.body as unknown;
  if (route.cache !== undefined) response.setHeader('Cache-Control', route.cache);
  if (etag !== undefined) {
    response.setHeader('ETag', etag);
    if (304 in route.answers && knows(response.req, etag)) return void response.status(304).end();
  }
  const location = headers['location'];
  if (status === 303 && location !== undefined) return response.redirect(303, location);
  response.status(status);
  const { json, file } = route.answers[status] ?? {};
  if (isPacked(body)) return sendPacked(route, response, body);
  if (isTold(body)) return sendLines(response, body);
  if (json) return void response.json(body);
  if (file === undefined) return void response.end();
  if (!response.hasHeader('content-type')) response.type(file);
  response.send(body);
}

/** Whether the caller has the very answer that `etag` names. Whoever asks past a cache of its own means it all the same. */
function knows(request: Request, etag: string): boolean {
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known?.includes(etag) ?? false;
}

const isTold = (body: unknown): body is Told => typeof body === 'object' && body !== null && 'lines' in body;

function sendLines(response: Response, { lines }: Told): void {
  response.type('application/x-ndjson');
  // Each line goes out at once, whatever stands in front.
  response.setHeader('X-Accel-Buffering', 'no');
  response.flushHeaders();
  // Who has left hears nothing more; what ends the lines is told in the last of them.
  pipeline(Readable.from(lines), response).catch(() => {});
}

function isPacked(body: unknown): body is Packed {
  return typeof body === 'object' && body !== null && 'gzip' in body && Buffer.isBuffer(body.gzip);
}

function sendPacked({ right }: Route, response: Response, { json, gzip }: Packed): void {
  const isForAll = right.who.includes('nobody');
  response.setHeader('Vary', isForAll ? 'Accept-Encoding' : 'Accept-Encoding, Authorization, Cookie');
  response.type('json');
  if (!response.req.acceptsEncodings('gzip')) return void response.send(json);
  response.setHeader('Content-Encoding', 'gzip');
  response.end(gzip);
}

export function setCookie(response: Response, { name, value, options }: Cookie): void {
  if (value === undefined) response.clearCookie(name, options);
  else response.cookie(name, value, { secure: response.req.secure, ...options });
}
