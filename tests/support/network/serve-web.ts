import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { afterAll, beforeAll } from 'vitest';

/** Serves a web side alone for the tests of a file; `url` is there once they run. */
export function serveWeb(web: Express): { readonly url: string } {
  const server = web.listen(0, '127.0.0.1');
  let url = '';
  beforeAll(async () => {
    if (!server.listening) await new Promise((listening) => server.once('listening', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());
  return {
    get url() {
      return url;
    },
  };
}
