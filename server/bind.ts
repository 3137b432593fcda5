import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Place = { host: string; port: number };

/**
 * The port that is listened on. @throws {Error} with one line that names the setting to mend: whatever keeps an
 * address from being bound is its name, its port, the rights of the account, or another program that has it.
 */
export async function bind(server: Server, { host, port }: Place): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    const why = reasons[error.code ?? ''];
    throw new Error(why === undefined ? `HOST=${host} PORT=${port}: ${error.message}` : why({ host, port }));
  });
  return (server.address() as AddressInfo).port;
}

/** Whether it could be listened on, before anything is made. @throws {Error} of `bind`. */
export async function mustBeFree(place: Place): Promise<void> {
  const server = createServer();
  await bind(server, place);
  server.close();
  await once(server, 'close');
}

const noAddress = ({ host }: Place) => `HOST: ${host} is no address of this machine`;
const reasons: Record<string, (place: Place) => string> = {
  EADDRNOTAVAIL: noAddress,
  ENOTFOUND: noAddress,
  EAI_AGAIN: noAddress,
  EINVAL: noAddress,
  EAFNOSUPPORT: noAddress,
  EACCES: ({ port }) => `PORT: ${port} is not for the account that runs this`,
  EADDRINUSE: ({ host, port }) => `PORT: something else listens on ${host}, port ${port}`,
};
