import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router, type Request } from 'express';
import type { Gate } from '../../access/gate.ts';
import { problem } from '#data/contract/problem.ts';
import type { OwnCookies } from '../own-cookies.ts';
import { onlyRead, refuseWrites } from '../other-methods.ts';
import { sendProblem } from '../send.ts';
import { setCookie } from '../send-reply.ts';

type Parts = {
  /** Folder of the built client. */
  dist: string;
  gate: Gate;
  cookies: OwnCookies;
};

const unbuilt = problem(503, 'the client is not built: npm run build');

/** The pages and their files. */
export function pages({ dist, gate, cookies }: Parts): Router {
  const routes = Router();
  const page = (name: string) => join(dist, name, 'index.html');

  onlyRead(routes, '/', (_request, response) => response.redirect('/wall'));

  onlyRead(routes, '/wall', (request, response) => {
    if ('gallery' in request.query) return response.sendFile(page('gallery'));
    const asked = request.query.view === 'public-wall' ? 'public-wall' : 'ops-wall';
    const token = gate.displayToken(asked);
    if (token !== null && isLocal(request)) setCookie(response, cookies.display(asked, token));
    if (!existsSync(page('wall'))) return sendProblem(response, unbuilt);
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(page('wall'));
  });
  onlyRead(routes, '/gallery', (_request, response) => response.sendFile(page('gallery')));

  // Whoever is not signed in gets the sign-in, which the page itself shows.
  onlyRead(routes, ['/console', '/community', '/community/:id'], (_request, response) => {
    if (!existsSync(page('console'))) return sendProblem(response, unbuilt);
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(page('console'));
  });

  // Browsers ask for it by themselves, whatever page they are on; it is the icon that a phone installs.
  onlyRead(routes, '/favicon.ico', (_request, response, next) => {
    const icon = join(dist, 'phone', 'icon-192.png');
    if (!existsSync(icon)) return next();
    response.setHeader('Cache-Control', 'public, max-age=86400');
    response.type('png').sendFile(icon);
  });

  routes.use('/assets', refuseWrites);
  routes.use('/assets', express.static(join(dist, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }));
  return routes;
}

/** What proxies add. */
const ofProxies = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/** Asked from this machine, by an address that only this machine has: no proxy, no other name. */
function isLocal(request: Request): boolean {
  const peer = request.socket.remoteAddress ?? '';
  const host = request.headers.host?.replace(/:\d+$/, '') ?? '';
  const loopback = peer === '::1' || peer.startsWith('127.') || peer.startsWith('::ffff:127.');
  return (
    loopback && ['127.0.0.1', 'localhost', '[::1]'].includes(host) && !ofProxies.some((name) => name in request.headers)
  );
}
