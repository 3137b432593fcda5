import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** Every line that comes in, parsed; what is not JSON ends the connection. */
export async function* readLines(socket: Socket): AsyncGenerator<unknown> {
  for await (const line of createInterface({ input: socket, crlfDelay: Infinity })) {
    if (line === '') continue;
    try {
      yield JSON.parse(line);
    } catch {
      return;
    }
  }
}

export function writeLine(socket: Socket, message: object): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}
