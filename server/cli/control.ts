import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import * as z from 'zod';
import type { Result } from '#data/kit/result.ts';
import { refuse, type Action, type Progress, type ActionRefusal, type Under } from './action.ts';
import { readLines, writeLine } from './json-lines.ts';
import { connectTo } from './reach.ts';
import { socketAddress } from './socket-address.ts';

const Request = z.object({ do: z.string(), with: z.unknown() });
const End = z.object({ end: z.literal(true) });

export type Control = {
  /** Resolves when commands can reach us. @throws when another server answers there. */
  listen(): Promise<void>;
  /** Ends what is under way and takes the socket away. */
  close(): Promise<void>;
};

/** Actions by their names. */
export type AnyActions = { readonly [name: string]: Action<unknown> };

/**
 * The server's end of the command line: a local socket that only its owner may open. One request
 * a connection, `{ "do": name, "with": arguments }`, and perhaps `{ "end": true }` while it is carried out; answered by any number of `{ "progress": [done, of] }`
 * and one `{ "done": … }`, `{ "refusal": … }` or `{ "broken": … }`, one JSON text a line.
 */
export function createControl({
  path,
  actions,
  trouble,
}: {
  path: string;
  actions: AnyActions;
  trouble(what: string, error: unknown): void;
}): Control {
  const address = socketAddress(path);
  const isFile = !address.startsWith('\\\\');
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A command that was interrupted is no trouble of ours.
    socket.on('error', () => socket.destroy());
    serve(socket)
      .catch((error: unknown) => trouble('a command was not answered', error))
      .finally(() => socket.end());
  });

  return {
    async listen() {
      if (await connectTo(address).then((other) => other?.destroy()))
        throw new Error(`another server listens at ${address}`);
      if (isFile) rmSync(address, { force: true });
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(address, resolve);
      });
      if (isFile) chmodSync(address, 0o600);
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };

  async function serve(socket: Socket): Promise<void> {
    const lines = readLines(socket);
    const { value } = await lines.next();
    const request = Request.safeParse(value);
    if (!request.success) return writeLine(socket, refuse('not a request'));
    const gone = new AbortController();
    socket.once('close', () => gone.abort());
    // Whoever asks for the end still waits for the answer, which says how far it came.
    void lines.next().then(
      ({ value }) => {
        if (End.safeParse(value).success) gone.abort();
      },
      () => gone.abort(),
    );
    try {
      const progress: Progress = (done, of) => writeLine(socket, { progress: [done, of] });
      const result = await run(request.data, { progress, signal: gone.signal });
      writeLine(socket, result.ok ? { done: result.value ?? null } : result);
    } catch (error) {
      trouble(`command ${request.data.do}`, error);
      writeLine(socket, { broken: error instanceof Error ? error.message : String(error) });
    }
  }

  async function run(
    { do: name, with: input }: z.infer<typeof Request>,
    under: Under,
  ): Promise<Result<unknown, ActionRefusal>> {
    const asked = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!asked) return refuse(`the running server does not know "${name}": is it of another version?`);
    return asked(input, under);
  }
}
