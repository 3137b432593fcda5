import { createServer } from 'node:http';
import { readHealth, readReadiness } from '#data/contract/routes/process.ts';
import { bind, type Place } from './bind.ts';

/** Who listens while there is no store yet. */
export type WaitingRoom = {
  /** Frees the port for the server itself. */
  close(): Promise<void>;
};

const AGAIN_S = 2;

/**
 * Says that the process lives and that it is not ready, for as long as the database is away at a start: a supervisor leaves
 * it alone, a proxy passes it by. Everything else gets 503. @throws {Error} of `bind`.
 */
export async function openWaitingRoom(
  place: Place,
  { build, node }: { build: string; node: string },
): Promise<WaitingRoom> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    const isAlive = path === readHealth.path;
    const body = isAlive
      ? { status: 'ok', build }
      : path === readReadiness.path
        ? { ready: false, node, waitingFor: 'the database', intake: 'down' }
        : { type: 'about:blank', title: 'Service Unavailable', status: 503, detail: 'waiting for the database' };
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', connection: 'close' };
    if (!isAlive) response.setHeader('retry-after', AGAIN_S);
    response.writeHead(isAlive ? 200 : 503, headers);
    response.end(JSON.stringify(body));
  });
  await bind(server, place);
  return {
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
