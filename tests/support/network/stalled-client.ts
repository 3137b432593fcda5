import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import type { Place } from '#data/contract/feed.ts';
import { until } from '../../feed/real-clock.ts';

/** One masked text frame of a client. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const header =
    payload.length < 126
      ? Buffer.from([0x81, 0x80 | payload.length])
      : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([header, Buffer.alloc(4), payload]);
}

/** A connection made by hand that follows from a place, and then reads nothing any more. */
export async function stalledClient({
  port,
  token,
  resume,
}: {
  port: number;
  token: string;
  resume: Place | null;
}): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  let heard = '';
  socket.on('data', (data) => (heard += data.toString('latin1')));
  const key = randomBytes(16).toString('base64');
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  await until('open', () => heard.includes('pingInterval'));
  socket.write(frame(`40/feed,${JSON.stringify({ protocol: 1, token, resume })}`));
  await until('hello', () => heard.includes('"hello"'));
  socket.pause();
  return socket;
}
