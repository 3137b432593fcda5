import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { capPolygonArea, capXml } from '../../support/cap-xml.ts';

/** Over a corner of the test city, and far from it. */
export const inCity = capPolygonArea('48.19,12.39 48.19,12.42 48.21,12.42 48.21,12.39 48.19,12.39');
export const elsewhere = capPolygonArea('10,10 10,11 11,11 11,10 10,10');
export const alertOf = (identifier: string, over: Parameters<typeof capXml>[0] = {}) =>
  capXml({
    area: inCity,
    ...over,
    info: { expires: '2099-01-01T00:00:00+00:00', ...over.info },
    alert: { identifier, ...over.alert },
  });

type Page = { status?: number; body?: string; headers?: Record<string, string> };

/** An agency that publishes alerts: what is asked of it is counted, and said again only where it has changed. */
export async function openAgency() {
  const pages = new Map<string, Page>();
  const asked: string[] = [];
  let heard = () => {};
  const server = createServer((request, answer) => {
    const path = request.url ?? '';
    const { status = 200, body = '', headers = {} } = pages.get(path) ?? { status: 404 };
    const etag = `"${body.length}-${status}"`;
    const isKnown = request.headers['if-none-match'] === etag && status === 200;
    asked.push(isKnown ? `${path} same` : path);
    if (isKnown) answer.writeHead(304).end();
    else answer.writeHead(status, { 'content-type': 'application/xml; charset=utf-8', etag, ...headers }).end(body);
    heard();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const entry = (path: string, mark: string) =>
    `<entry><id>${path}</id><updated>${mark}</updated><link href="${path}"/></entry>`;
  return {
    url,
    pages,
    asked,
    put: (path: string, body: string, over: Page = {}) => void pages.set(path, { body, ...over }),
    /** A list of alerts, the newest first; each by its path. */
    list(path: string, ...alerts: string[]) {
      const entries = alerts.map((one) => entry(one, '2026-11-30T10:00:00Z')).join('');
      pages.set(path, { body: `<feed xmlns="http://www.w3.org/2005/Atom"><title>Alerts</title>${entries}</feed>` });
    },
    /** Resolves once that was asked so often. */
    async until(path: string, times = 1) {
      while (asked.filter((one) => one === path).length < times) await new Promise<void>((go) => (heard = go));
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
