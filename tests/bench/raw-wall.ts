import { WebSocket } from 'ws';
import { PROTOCOL } from '#data/contract/feed.ts';

/** A connection to the feed at the price of a bare socket: a load, not a client. */
export type RawWall = { close(): void };

const OPENED = '0';
const PING = '2';
const PONG = '3';

/** Resolves when the feed has taken it; from then on every binary frame goes to `positions`. */
export async function rawWall(url: string, token: string, positions: (frame: Buffer) => void): Promise<RawWall> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`, {
    perMessageDeflate: false,
  });
  const auth = JSON.stringify({ protocol: PROTOCOL, build: '999', token, resume: null });
  await new Promise<void>((taken, failed) => {
    socket.once('error', failed);
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) return positions(data);
      const text = data.toString('latin1', 0, 24);
      if (text.startsWith(OPENED)) socket.send(`40/feed,${auth}`);
      else if (text === PING) socket.send(PONG);
      else if (text.startsWith('42/feed,["hello"')) taken();
      else if (text.startsWith('44')) failed(new Error(data.toString()));
    });
  });
  return { close: () => socket.terminate() };
}
