import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Router } from 'express';
import { problem } from '#data/contract/problem.ts';
import { onlyRead } from '../other-methods.ts';
import { sendProblem } from '../send.ts';

/** What the page is installed with; the build puts it into one folder. */
const files = ['sw.js', 'shell.json', 'manifest.webmanifest', 'icon.svg', 'icon-192.png', 'icon-512.png'];

/** The page of officers and grid workers, and what a phone installs it with. */
export function phonePages(dist: string): Router {
  const routes = Router();
  const page = join(dist, 'phone', 'index.html');

  onlyRead(routes, '/phone', (_request, response) => {
    if (!existsSync(page)) return sendProblem(response, problem(503, 'the client is not built: npm run build'));
    response.setHeader('Cache-Control', 'no-cache');
    // Only here may a page of ours ask where it is.
    response.setHeader('Permissions-Policy', 'geolocation=(self), camera=(self)');
    response.sendFile(page);
  });

  onlyRead(routes, '/phone/:file', (request, response) => {
    const { file } = request.params as { file: string };
    if (!files.includes(file)) return sendProblem(response, problem(404));
    // A phone must always hear of the newest build.
    response.setHeader('Cache-Control', 'no-cache');
    // It lies in /phone/ and serves /phone, the page itself.
    if (file === 'sw.js') response.setHeader('Service-Worker-Allowed', '/phone');
    response.sendFile(join(dist, 'phone', file));
  });

  return routes;
}
