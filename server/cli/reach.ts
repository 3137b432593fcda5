import { connect, type Socket } from 'node:net';
import type { Result } from '#data/kit/result.ts';
import type { ActionRefusal, Under } from './action.ts';
import { readLines, writeLine } from './json-lines.ts';

/** A server that runs: asks it to carry out an action. @throws when it broke or hung up. */
export type Reached = (name: string, args: unknown, under: Under) => Promise<Result<unknown, ActionRefusal>>;

/** Somebody's end of the socket, or null where nobody listens. */
export function connectTo(address: string): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    socket.once('connect', () => resolve(socket));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(null);
      else reject(error);
    });
  });
}

/** The server that listens at `address`; null when none runs. */
export async function reachServer(address: string): Promise<Reached | null> {
  const socket = await connectTo(address);
  if (!socket) return null;
  return async (name, args, { progress, signal }) => {
    writeLine(socket, { do: name, with: args });
    signal.addEventListener('abort', () => writeLine(socket, { end: true }));
    try {
      for await (const message of readLines(socket)) {
        const { progress: far, done, refusal, broken } = message as Answer;
        if (far) progress(...far);
        else if (refusal) return { ok: false, refusal };
        else if (broken !== undefined) throw new Error(broken);
        else return { ok: true, value: done };
      }
    } finally {
      socket.destroy();
    }
    throw new Error('the server went away before it had answered');
  };
}

type Answer = { progress?: [number, number]; done?: unknown; refusal?: ActionRefusal; broken?: string };
