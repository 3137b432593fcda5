import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { problem } from '#data/contract/problem.ts';
import { createWaiting, type WaitingParts } from './waiting.ts';

/** How long a request may take to arrive, ms. */
export type Patience = {
  /** From the opening of the connection, or the first byte, to the end of its headers. */
  headersMs: number;
  /** To its last byte: a photo of 2 MB on a line of 400 kbit/s. */
  requestMs: number;
  /** How often it is looked whether one has taken too long. */
  everyMs: number;
  /** What goes on arriving after its answer was given. */
  afterAnswerMs: number;
};

const patient: Patience = { headersMs: 10_000, requestMs: 45_000, everyMs: 1000, afterAnswerMs: 5000 };

type Parts = WaitingParts & { patience?: Patience };

/** The server that reads requests: none holds a connection for longer than it may take to arrive. */
export function createHttpServer(answer: RequestListener, { patience = patient, ...parts }: Parts): Server {
  const { headersMs, requestMs, everyMs, afterAnswerMs } = patience;
  const waiting = createWaiting(parts);
  const answers = new WeakMap<Socket, ServerResponse>();
  const server = createServer(
    { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: everyMs },
    (request, response) => {
      const { socket } = request;
      const isHere = () => waiting.leave(socket);
      if (hasBody(request)) request.once('end', isHere);
      else isHere();
      answers.set(socket, response);
      response.once('close', () => {
        answers.delete(socket);
        waiting.enter(socket);
        if (!request.complete) setTimeout(() => request.complete || socket.destroy(), afterAnswerMs).unref();
      });
      answer(request, response);
    },
  );
  server.on('connection', waiting.enter);
  server.prependListener('upgrade', ({ socket }) => waiting.leave(socket));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    // Nothing is written into an answer that has begun.
    if (socket.writable && !answers.get(socket)?.headersSent && error.code !== 'ECONNRESET')
      socket.write(refusalOf(error.code));
    socket.destroySoon();
  });
  return server;
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

const statuses: Record<string, number> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/** What is no request, or never became one, is told so as every other refusal. */
function refusalOf(code: string | undefined): string {
  const body = problem(statuses[code ?? ''] ?? 400);
  const text = JSON.stringify(body);
  return [
    `HTTP/1.1 ${body.status} ${body.title}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
    '',
    text,
  ].join('\r\n');
}
